import { expect, it } from 'vitest'

import type { CommandCall } from '../command.ts'
import { concurrencyFlag, planFlags, refusePlanFlags } from './plan-flags.ts'

const call: CommandCall = { command: 'apply', arguments: ['x'], values: {}, switches: [] }

it('reads how to plan', () => {
  expect(planFlags(call)).toStrictEqual({
    prune: false,
    runAgain: false,
    resend: false,
    loss: 'refuse',
  })
  const switches = ['prune', 'run-again', 'resend']
  expect(planFlags({ ...call, switches, values: { allow: ['lossy,filter.size'] } })).toStrictEqual({
    prune: true,
    runAgain: true,
    resend: true,
    loss: ['lossy', 'filter.size'],
  })
})

it.each([
  ['prune', { switches: ['prune'] }],
  ['run-again', { switches: ['yes', 'run-again'] }],
  ['resend', { switches: ['resend'] }],
  ['allow', { values: { allow: ['lossy'] } }],
])('refuses --%s for a plan that is made', (flag, given) => {
  expect(() => refusePlanFlags({ ...call, ...given })).toThrow(
    `--${flag} cannot be used with a saved plan`,
  )
})

it('lets a plan that is made be carried out', () => {
  expect(() => refusePlanFlags({ ...call, switches: ['yes', 'json'] })).not.toThrow()
})

it('reads how many things to do at a time', () => {
  expect(concurrencyFlag(call)).toBeUndefined()
  expect(concurrencyFlag({ ...call, values: { concurrency: ['256'] } })).toBe(256)
})

it.each(['0', '257', '1e2', '-1', '1.5', 'x', ' 1'])('refuses --concurrency %s', (text) => {
  expect(() => concurrencyFlag({ ...call, values: { concurrency: [text] } })).toThrow(
    `--concurrency takes a whole number from 1 to 256, not "${text}"`,
  )
})
