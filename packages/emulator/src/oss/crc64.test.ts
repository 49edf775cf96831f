import { expect, test } from 'vitest'

import { crc64 } from './crc64.ts'

test('gives the check value of CRC-64/XZ', () => {
  expect(crc64(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan)
})

test('goes on from the sum of the bytes before', () => {
  expect(crc64(Buffer.from('6789'), crc64(Buffer.from('12345')))).toBe(0x995dc9bbdf1939fan)
})
