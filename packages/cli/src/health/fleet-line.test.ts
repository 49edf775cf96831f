import { expect, it } from 'vitest'

import { FleetLine, fleetInWords } from './fleet-line.ts'

it.each([
  [0, 10, 1, undefined, '0 of 10 buckets'],
  [250, 1000, 20, undefined, '250 of 1,000 buckets  12.5/s  1:00 left'],
  [5, 10, 5, 's3://a throttles', '5 of 10 buckets  1.0/s  0:05 left  s3://a throttles'],
])('says how far it is: %j of %j', (done, total, seconds, slow, text) => {
  expect(fleetInWords(done, total, seconds, slow)).toBe(text)
})

function startLine(columns?: number) {
  let time = 0
  let written = ''
  const line = new FleetLine(4, {
    messages: { write: (text: string) => (written += text) },
    now: () => new Date(time),
    ...(columns === undefined ? {} : { columns }),
  })
  return { line, written: () => written, pass: (milliseconds: number) => (time += milliseconds) }
}

it('is drawn again a few times a second, says who throttles, and is taken away', () => {
  const { line, written, pass } = startLine(80)
  line.on('s3://a')
  expect(written()).toBe('')
  pass(500)
  line.on('s3://b')
  line.on('s3://b')
  expect(written()).toBe('\r\u001B[K2 of 4 buckets  4.0/s  0:01 left')
  pass(500)
  line.slowDown({ scheme: 's3', bucket: 'c' }, 2000)
  expect(written()).toMatch(/ {2}s3:\/\/c throttles: waiting 2\.0 s$/)
  line.clear()
  expect(written().endsWith('\r\u001B[K')).toBe(true)
})

it('says how many were looked at before the first is done', () => {
  const { line, written, pass } = startLine(80)
  pass(500)
  line.looked({ scheme: 's3', bucket: 'a' })
  expect(written()).toMatch(/looking what is there: 1 of 4 buckets {2}2\.0\/s/)
})

it('is nothing where there is no terminal', () => {
  const { line, written, pass } = startLine()
  pass(1000)
  line.on('s3://a')
  line.clear()
  expect(written()).toBe('')
})
