import { expect, it } from 'vitest'

import { checkupVerdict } from './checkup-verdict.ts'

it.each([
  [[], 'ok'],
  [['ok', 'warning'], 'warning'],
  [['warning', 'unknown'], 'unknown'],
  [['unknown', 'failure'], 'failure'],
] as const)('checks that are %j come to %s', (states, verdict) => {
  expect(checkupVerdict(states.map((state) => ({ state })))).toBe(verdict)
})

it('of what does not decide delivery nothing is worse than a warning', () => {
  expect(checkupVerdict([{ state: 'unknown', advisory: true }, { state: 'ok' }])).toBe('warning')
  expect(checkupVerdict([{ state: 'ok', advisory: true }])).toBe('ok')
})
