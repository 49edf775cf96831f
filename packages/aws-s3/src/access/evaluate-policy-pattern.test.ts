import { expect, test } from 'vitest'

import { matchesPolicyText } from './evaluate-policy-pattern.ts'

function matches(written: string, text: string): unknown {
  return matchesPolicyText(written, text, {
    context: (key) => (key === 'aws:sourceaccount' ? ['111122223333'] : 'absent'),
    variables: true,
    wildcards: true,
  })
}

test.each([
  ['arn:aws:s3:::reports/*', 'arn:aws:s3:::reports/a/b', true],
  ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/a', false],
  ['*', '', true],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'axxbyy', false],
  ['?', '😀', true],
  ['??', 'a', false],
  ['${*}', '*', true],
  ['${*}', 'a', false],
  ['${$}{x}', '${x}', true],
  ['x/${aws:SourceAccount}/*', 'x/111122223333/y', true],
  ['x/${aws:PrincipalArn}/*', 'x//y', false],
  ['${', '${', true],
])('"%s" and "%s": %s', (written, text, expected) => {
  expect(matches(written, text)).toBe(expected)
})

test('fails soon where a pattern has many stars', () => {
  expect(matches(`${'*a'.repeat(500)}b`, 'a'.repeat(5000))).toBe(false)
})
