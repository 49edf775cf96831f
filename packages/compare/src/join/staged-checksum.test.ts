import { describe, expect, it } from 'vitest'

import { ChecksumAlgorithms } from './checksum-algorithms.ts'
import { stagedChecksum } from './staged-checksum.ts'

const algorithms = new ChecksumAlgorithms()

const staged = (name: string, value: string, composite?: boolean) =>
  stagedChecksum({
    algorithm: algorithms.named(name),
    value,
    ...(composite === undefined ? {} : { composite }),
  })

/** What it says, without how it was written. */
function meaning(name: string, value: string): string {
  const bytes = staged(name, value)
  return bytes.subarray(0, 3 + bytes.readUInt16LE(1)).toString('hex')
}

describe('a checksum', () => {
  it.each([
    ['CRC64NVME', ['rosUhgp5mIg=', 'ae8b14860a799888', 'AE8B14860A799888', '0xae8b14860a799888']],
    ['CRC-64/XZ', ['11051210869376104954', '995dc9bbdf1939fa', 'mV3Ju98ZOfo=']],
    ['MD5', ['1B2M2Y8AsgTpgAmY7PhCfg==', 'd41d8cd98f00b204e9800998ecf8427e']],
    ['CRC32', ['y/Q5Jg==', 'cbf43926']],
    ['CRC32C', ['4waSgw==', 'e3069283']],
    ['SHA1', ['2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'da39a3ee5e6b4b0d3255bfef95601890afd80709']],
  ])('of %s says the same however it is written', (name, values) => {
    expect(new Set(values.map((value) => meaning(name, value))).size).toBe(1)
  })

  it('of digits only is a number where the algorithm is written as numbers', () => {
    expect(meaning('crc64ecma', '1234567890123456')).not.toBe(
      meaning('crc64ecma', '0x1234567890123456'),
    )
    expect(meaning('crc64nvme', '1234567890123456')).toBe(meaning('crc64nvme', 'EjRWeJASNFY='))
  })

  it.each([
    ['CRC64NVME', '1234'],
    ['CRC64NVME', 'rosUhgp5mIg'],
    ['CRC-64/XZ', '18446744073709551616'],
    ['SHA256', 'nothing'],
    ['FNV', 'ae8b14860a799888'],
    ['MD5', ''],
  ])('of %s that reads %j says only its text', (name, value) => {
    expect(staged(name, value)).toStrictEqual(
      Buffer.concat([Buffer.of(1, value.length, 0), Buffer.from(value)]),
    )
  })

  it('of parts says how many they are', () => {
    const whole = staged('MD5', 'd41d8cd98f00b204e9800998ecf8427e')
    const ofParts = staged('MD5', 'd41d8cd98f00b204e9800998ecf8427e-2')
    expect(ofParts[0]).toBe(2)
    expect(staged('MD5', 'd41d8cd98f00b204e9800998ecf8427e', true)[0]).toBe(2)
    expect(whole[0]).toBe(0)
    expect(meaning('MD5', 'd41d8cd98f00b204e9800998ecf8427e-2')).toBe(
      meaning('MD5', '1B2M2Y8AsgTpgAmY7PhCfg==-02'),
    )
    expect(meaning('MD5', 'd41d8cd98f00b204e9800998ecf8427e-2')).not.toBe(
      meaning('MD5', 'd41d8cd98f00b204e9800998ecf8427e-3'),
    )
  })
})

describe('the algorithms of checksums', () => {
  const code = (name: string) => algorithms.named(name).code

  it('are the same by any of their names', () => {
    const names = ['Crc64', 'CRC-64/XZ', 'crc64ecma', 'x_hash', 'CRC64-ECMA-182', 'hash-crc64ecma']
    expect(names.filter((name) => code(name) === code('crc64xz'))).toHaveLength(5)
    expect(code('SHA-256')).toBe(code('sha256'))
    expect(code('CRC64NVME')).toBe(code('crc-64/nvme'))
  })

  it('are as many as they are', () => {
    const names = [
      'MD5',
      'CRC64',
      'CRC64NVME',
      'CRC32',
      'CRC32C',
      'SHA1',
      'SHA256',
      'FNV',
      'FNV-1a',
    ]
    expect(new Set(names.map(code)).size).toBe(names.length)
    const others = new ChecksumAlgorithms()
    expect(() => {
      for (let number = 0; number < 300; number++) others.named(`other ${number}`)
    }).toThrow('one algorithm of checksums too many')
  })
})
