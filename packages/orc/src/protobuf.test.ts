import { expect, test } from 'vitest'

import { MessageReader } from './protobuf.ts'
import { hex } from './stream-of.test.support.ts'

function reader(bytes: number[]): MessageReader {
  const message = new MessageReader(Uint8Array.from(bytes), 77)
  expect(message.next()).toBe(true)
  return message
}

// https://protobuf.dev/programming-guides/encoding/
test('reads integers, zigzag, doubles, text and messages', () => {
  expect(reader([0x08, 0x96, 0x01]).number()).toBe(150)
  expect(reader([0x08, 0x03]).signed()).toBe(-2n)
  const largest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]
  expect(reader([0x08, ...largest]).signed()).toBe(-(2n ** 63n))
  expect(reader([0x09, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]).double()).toBe(1.5)
  expect(reader([0x12, 0x02, 0xc3, 0xa9]).text()).toBe('é')
  const inner = reader([0x1a, 0x03, 0x08, 0x96, 0x01]).message()
  expect(inner.next()).toBe(true)
  expect(inner.number()).toBe(150)
  expect(inner.next()).toBe(false)
})

test('reads repeated integers, packed or not', () => {
  const packed: number[] = []
  reader([0x0a, 0x03, 1, 0x80, 0x01]).numbers(packed, 2)
  expect(packed).toEqual([1, 128])
  const single: number[] = []
  reader([0x08, 5]).numbers(single, 2)
  expect(single).toEqual([5])
})

test('passes over fields that nobody takes', () => {
  const bytes = hex('08 05 12 01 00 19 01 02 03 04 05 06 07 08 25 01 02 03 04 28 07')
  const message = new MessageReader(Uint8Array.from(bytes), 0)
  const fields: number[] = []
  while (message.next()) fields.push(message.field === 5 ? message.number() : message.field)
  expect(fields).toEqual([1, 2, 3, 4, 7])
})

test('refuses what ends too early, lies about its length or has another wire type', () => {
  expect(() => reader([0x08]).number()).toThrow('byte 77: a message ends inside a field')
  expect(() => reader([0x12, 0x05, 1]).blob()).toThrow('a message ends inside a field')
  expect(() => reader([0x12, ...Array<number>(9).fill(0xff), 1]).blob()).toThrow('ends inside')
  expect(() => reader([0x09, 1]).double()).toThrow('a message ends inside a field')
  expect(() => reader([0x08, ...Array<number>(11).fill(0xff)]).number()).toThrow('ten bytes')
  expect(() => reader([0x08, 1]).blob()).toThrow('field 1 has wire type 0 instead of 2')
  expect(() => reader([0x0b]).next()).toThrow('unknown wire type 3')
  expect(() => reader([0x0a, 0x03, 1, 2, 3]).numbers([], 2)).toThrow('more than 2 integers')
  expect(() => reader([0x80, ...Array<number>(8).fill(0xff), 1])).toThrow('more than 53 bits')
  const large = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]
  expect(() => reader([0x08, ...large]).number()).toThrow('is no count or length')
})
