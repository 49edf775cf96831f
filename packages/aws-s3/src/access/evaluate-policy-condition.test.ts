import { describe, expect, test } from 'vitest'

import { evaluateCondition } from './evaluate-policy-condition.ts'
import type { ContextValue } from './evaluate-policy-context.ts'
import type { Truth } from './evaluate-policy-truth.ts'

const values: Readonly<Record<string, ContextValue>> = {
  text: ['Photos'],
  arn: ['arn:aws:s3:::photos'],
  number: ['10'],
  time: ['2026-11-20T00:00:00Z'],
  flag: ['true'],
  bytes: ['QUJD'],
  address: ['203.0.113.7'],
  address6: ['2001:db8::1'],
  several: ['a', 'b'],
  none: [],
  'aws:sourceaccount': ['111122223333'],
  there: 'present',
  either: { either: [['a'], ['b']] },
  perhaps: { either: [['a'], 'absent'] },
  unknown: 'unknown',
}

function evaluate(operator: string, key: string, ...written: string[]): Truth {
  const context = (name: string) => values[name] ?? 'absent'
  return evaluateCondition({ operator, key, values: written }, context, true)
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
test.each<[string, string, string, Truth]>([
  ['StringEquals', 'Text', 'Photos', true],
  ['StringEquals', 'text', 'photos', false],
  ['StringEquals', 'text', 'Phot*', false],
  ['StringNotEquals', 'text', 'photos', true],
  ['StringEqualsIgnoreCase', 'text', 'PHOTOS', true],
  ['StringNotEqualsIgnoreCase', 'text', 'PHOTOS', false],
  ['StringLike', 'text', 'Ph?t*', true],
  ['StringLike', 'text', 'Ph?t', false],
  ['StringNotLike', 'text', 'Ph*', false],
  ['StringEquals', 'aws:SourceAccount', '${aws:SourceAccount}', true],
  ['StringLike', 'text', '${*}', false],
  ['StringEquals', 'text', '${gone}', false],
  ['StringEquals', 'text', "${gone, 'Photos'}", true],
  ['StringEquals', 'text', '${unknown}', 'unknown'],
  ['ArnLike', 'arn', 'arn:aws:s3:::pho*', true],
  ['ArnEquals', 'arn', 'arn:aws:s3:::pho*', true],
  ['ArnLike', 'arn', 'arn:*:s3:::photos', true],
  ['ArnLike', 'arn', 'arn:aws:s3*photos', 'unknown'],
  ['ArnLike', 'arn', 'arn:aws-cn:s3:::photos', false],
  ['ArnNotLike', 'arn', 'arn:aws:s3:::fotos', true],
  ['ArnNotEquals', 'arn', 'arn:aws:s3:::photos', false],
  ['NumericEquals', 'number', '10.0', true],
  ['NumericNotEquals', 'number', '11', true],
  ['NumericLessThan', 'number', '10', false],
  ['NumericLessThanEquals', 'number', '10', true],
  ['NumericGreaterThan', 'number', '9', true],
  ['NumericGreaterThanEquals', 'number', 'ten', false],
  ['DateEquals', 'time', '2026-11-20T00:00:00Z', true],
  ['DateNotEquals', 'time', '2026-11-20', false],
  ['DateLessThan', 'time', '2027-01-01T00:00:00Z', true],
  ['DateGreaterThan', 'time', '1795132799', true],
  ['DateGreaterThanEquals', 'time', '2026-11-21', false],
  ['Bool', 'flag', 'True', true],
  ['Bool', 'flag', 'false', false],
  ['BinaryEquals', 'bytes', 'QUJD', true],
  ['IpAddress', 'address', '203.0.113.0/24', true],
  ['IpAddress', 'address', '203.0.112.0/24', false],
  ['IpAddress', 'address', '203.0.113.7', true],
  ['NotIpAddress', 'address', '2001:db8::/32', true],
  ['IpAddress', 'address6', '2001:db8::/32', true],
  ['NotIpAddress', 'address6', '2001:db8:1::/48', true],
])('%s of %s and "%s" is %s', (operator, key, written, expected) => {
  expect(evaluate(operator, key, written)).toBe(expected)
})

describe('a key that the request does not have', () => {
  test.each<[string, Truth]>([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['ArnNotLike', true],
    ['Bool', false],
    ['NotIpAddress', true],
    ['NumericNotEquals', true],
    ['DateLessThan', false],
    ['BoolIfExists', true],
    ['StringEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', 'unknown'],
  ])('makes %s %s', (operator, expected) => {
    expect(evaluate(operator, 'gone', 'false')).toBe(expected)
  })

  test('is what Null asks for', () => {
    expect(evaluate('Null', 'gone', 'true')).toBe(true)
    expect(evaluate('Null', 'gone', 'false')).toBe(false)
    expect(evaluate('Null', 'text', 'true')).toBe(false)
    expect(evaluate('Null', 'there', 'false')).toBe(true)
    expect(evaluate('Null', 'unknown', 'false')).toBe('unknown')
  })
})

test('one of several written values is enough; of a negated operator none may be', () => {
  expect(evaluate('StringEquals', 'text', 'a', 'Photos')).toBe(true)
  expect(evaluate('StringNotEquals', 'text', 'a', 'Photos')).toBe(false)
  expect(evaluate('StringNotEquals', 'text', 'a', 'b')).toBe(true)
  expect(evaluate('StringEquals', 'text')).toBe(false)
})

test('several values of the request are asked for all or for any', () => {
  expect(evaluate('ForAllValues:StringEquals', 'several', 'a', 'b', 'c')).toBe(true)
  expect(evaluate('ForAllValues:StringEquals', 'several', 'a')).toBe(false)
  expect(evaluate('ForAnyValue:StringEquals', 'several', 'a')).toBe(true)
  expect(evaluate('ForAnyValue:StringNotEquals', 'several', 'a', 'b')).toBe(false)
  expect(evaluate('ForAllValues:StringEquals', 'none', 'a')).toBe(true)
  expect(evaluate('ForAnyValue:StringEquals', 'none', 'a')).toBe(false)
  expect(evaluate('StringEquals', 'several', 'a')).toBe('unknown')
})

test('what nobody knows is unknown, whatever is written', () => {
  expect(evaluate('StringEquals', 'unknown', 'a')).toBe('unknown')
  expect(evaluate('StringNotEqualsIfExists', 'there', 'a')).toBe('unknown')
  expect(evaluate('StringSoundsLike', 'text', 'a')).toBe('unknown')
})

test('one of several, of which nobody knows which, decides where all agree', () => {
  expect(evaluate('StringEquals', 'either', 'a', 'b')).toBe(true)
  expect(evaluate('StringEquals', 'either', 'c')).toBe(false)
  expect(evaluate('StringNotEquals', 'either', 'a')).toBe('unknown')
  expect(evaluate('StringLike', 'either', '${aws:SourceAccount}')).toBe(false)
  expect(evaluate('StringEquals', 'text', '${either}')).toBe('unknown')
  expect(evaluate('Null', 'either', 'false')).toBe(true)
  expect(evaluate('Null', 'perhaps', 'false')).toBe('unknown')
  expect(evaluate('StringEquals', 'perhaps', 'b')).toBe(false)
  expect(evaluate('StringNotEquals', 'perhaps', 'b')).toBe(true)
  expect(evaluate('StringEqualsIfExists', 'perhaps', 'a')).toBe(true)
})

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
test('a variable without a value may make the statement one that is about nothing', () => {
  expect(evaluate('StringEquals', 'text', '${gone}')).toBe(false)
  expect(evaluate('StringEquals', 'text', '${gone}', 'Photos')).toBe('unknown')
  expect(evaluate('StringNotEquals', 'text', '${gone}')).toBe('unknown')
  expect(evaluate('StringNotEquals', 'text', '${gone}', 'Photos')).toBe(false)
  expect(evaluate('ForAllValues:StringNotLike', 'several', '${gone}')).toBe('unknown')
})

test('a dollar is a dollar before version 2012-10-17', () => {
  const condition = { operator: 'StringLike', key: 'text', values: ['${*}'] }
  expect(evaluateCondition(condition, () => ['${anything}'], false)).toBe(true)
  expect(evaluateCondition(condition, () => ['*'], true)).toBe(true)
})

test.each(['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike', 'ArnNotLike'])(
  '%s compares with hundreds of values as with each of them',
  (operator) => {
    const others = Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::other-${index}`)
    const isNegated = operator.includes('Not')
    expect(evaluate(operator, 'arn', ...others)).toBe(isNegated)
    expect(evaluate(operator, 'arn', ...others, 'arn:aws:s3:::photos')).toBe(!isNegated)
    const variable = 'arn:aws:s3:::${aws:SourceAccount}'
    expect(evaluate(operator, 'arn', ...others, variable)).toBe(isNegated)
  },
)
