import { describe, expect, it } from 'vitest'

import { ThriftReader } from './thrift-reader.ts'
import { thriftStruct, varint } from './thrift.test.support.ts'

describe('ThriftReader', () => {
  it('reads what is asked for and skips the rest', () => {
    const bytes = Buffer.concat([
      thriftStruct([
        [1, 300],
        [2, true],
        [
          3,
          [
            [1, Buffer.from('skipped')],
            [9, false],
          ],
        ],
        [5, Buffer.from('text')],
        [6, [[1, -5]]],
      ]).subarray(0, -1),
      // A list of two lists of truth values, a list of 16 bytes each, a double, a byte.
      Uint8Array.of(0x19, 0x29, 0x21, 1, 2, 0x11, 1),
      Uint8Array.of(0x19, 0xf3, 16, ...Buffer.alloc(16)),
      Uint8Array.of(0x17, ...Buffer.alloc(8), 0x13, 0xff),
      // Field 4000, whose number is too far from the one before.
      Uint8Array.of(0x05, ...varint(8000), 14, 0),
    ])
    const reader = new ThriftReader(bytes)
    const read: unknown[] = []
    reader.struct((field) => {
      if (field === 1 || field === 10 || field === 4000) read.push(reader.integer())
      else if (field === 2) read.push(reader.boolean())
      else if (field === 5) read.push(reader.text())
      else if (field === 6) {
        reader.struct(() => {
          read.push(reader.integer())
          return true
        })
      } else return false
      return true
    })
    expect(read).toStrictEqual([300, true, 'text', -5, -1, 7])
    expect(reader.position).toBe(bytes.length)
  })

  it('throws where it ends too early, and says so', () => {
    const bytes = thriftStruct([
      [1, 300],
      [2, Buffer.from('text')],
      [3, [[1, 1]]],
    ])
    for (let length = 0; length < bytes.length; length++) {
      const reader = new ThriftReader(bytes, 0, length)
      expect(() => reader.struct(() => false)).toThrow('it ends too early')
      expect(reader.exhausted).toBe(true)
    }
  })

  it('throws for lengths and counts beyond its end, and for what nests without end', () => {
    const deep = (byte: number): Uint8Array => new Uint8Array(10_000).fill(byte)
    for (const [bytes, message] of [
      [Uint8Array.of(0x18, ...varint(2 ** 40)), 'it ends too early'],
      [Uint8Array.of(0x19, 0xfc, ...varint(2 ** 40)), 'it ends too early'],
      [Uint8Array.of(0x15, ...deep(0xff)), 'a number is too great'],
      [Uint8Array.of(0x15, ...deep(0x80)), 'a number does not end'],
      [Uint8Array.of(0x14 + 9), 'it has a field of the unknown type 13'],
      [deep(0x1c), 'its structs are nested too deeply'],
      [Uint8Array.of(0x19, ...deep(0x19)), 'its lists are nested too deeply'],
    ] as const) {
      expect(() => new ThriftReader(bytes).struct(() => false), message).toThrow(message)
    }
  })

  it('throws for values of another type than is asked for', () => {
    for (const read of ['integer', 'boolean', 'bytes', 'text'] as const) {
      const reader = new ThriftReader(thriftStruct([[1, [[1, 1]]]]))
      expect(() => reader.struct(() => reader[read]() !== undefined)).toThrow(/another type|none/)
    }
    const reader = new ThriftReader(thriftStruct([[1, 1]]))
    const list = (): boolean => {
      reader.list(() => undefined)
      return true
    }
    expect(() => reader.struct(list)).toThrow('a field is of another type')
  })
})
