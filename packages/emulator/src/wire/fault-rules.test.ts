import { expect, test } from 'vitest'

import { FaultRules } from './fault-rules.ts'

const subject = { cloud: 's3', operation: 'PutObject', bucket: 'photos' } as const
const reset = { effect: { type: 'reset' } } as const

test('skips so many, then fails so many', () => {
  const rules = new FaultRules()
  rules.add({ ...reset, after: 1, times: 2 })
  const fired = [1, 2, 3, 4].map(() => rules.take(subject) !== undefined)
  expect(fired).toEqual([false, true, true, false])
})

test('fails every so manieth, as often as it may', () => {
  const rules = new FaultRules()
  rules.add({ ...reset, after: 1, every: 2, times: 2 })
  const fired = Array.from({ length: 8 }, () => rules.take(subject) !== undefined)
  expect(fired).toEqual([false, false, true, false, true, false, false, false])
})

test('counts only what it matches', () => {
  const rules = new FaultRules()
  rules.add({ ...reset, cloud: 'oss' })
  rules.add({ ...reset, operation: 'GetObject' })
  rules.add({ ...reset, bucket: 'others' })
  expect(rules.take(subject)).toBeUndefined()
  expect(rules.take({ ...subject, bucket: 'others' })).toEqual({ ...reset, bucket: 'others' })
})

test('fires the first of several that are due, then the next', () => {
  const rules = new FaultRules()
  rules.add({ ...reset, when: 'before' })
  rules.add({ ...reset, when: 'after' })
  expect([1, 2, 3].map(() => rules.take(subject)?.when)).toEqual(['before', 'after', undefined])
})

test('forgets everything when it is told to', () => {
  const rules = new FaultRules()
  rules.add(reset)
  rules.clear()
  expect(rules.take(subject)).toBeUndefined()
})
