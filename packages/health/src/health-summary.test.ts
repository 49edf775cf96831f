import { parseLocation } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { deliveryStates } from './delivery-state.ts'
import type { DeliveryState } from './delivery-state.ts'
import { healthSummary } from './health-summary.ts'
import type { InventoryHealth } from './inventory-health.ts'

const health = (state: DeliveryState, more: Partial<InventoryHealth> = {}): InventoryHealth => ({
  location: parseLocation('s3://photos'),
  provider: 'aws-s3',
  id: 'daily',
  state,
  reason: state,
  earlier: [],
  checks: [],
  ...more,
})
const last = { time: 0, bucket: 'reports', manifestKey: 'm', files: 0, bytes: 0 }

describe('the summary of healths', () => {
  it('counts the states, the worst first', () => {
    const states: DeliveryState[] = ['delivered', 'late', 'delivered', 'never', 'unknown', 'none']
    const summary = healthSummary(states.map((state) => health(state)))
    expect([...summary.states]).toStrictEqual([
      ['never', 1],
      ['late', 1],
      ['unknown', 1],
      ['none', 1],
      ['delivered', 2],
    ])
    expect(summary).toMatchObject({ inventories: 6, unknown: 2, isWell: false })
  })

  it.each(deliveryStates)('is well, or not, by the state %s', (state) => {
    const { isWell, unknown } = healthSummary([health(state)])
    expect(isWell).toBe(!['missing', 'never', 'stale', 'late'].includes(state))
    expect(unknown).toBe(state === 'unknown' || state === 'none' ? 1 : 0)
  })

  it.each<[string, Partial<InventoryHealth>, string]>([
    ['drift', { drift: [{ path: 'enabled', desired: true, actual: false }] }, 'drifted'],
    [
      'a manifest that is another one',
      { last: { ...last, verified: false, problem: 'MD5' } },
      'unverified',
    ],
    ['a check that fails', { checks: [{ name: 'a', state: 'failure', evidence: '' }] }, 'failing'],
  ])('is not well with %s', (_, more, counted) => {
    expect(healthSummary([health('delivered', more)])).toMatchObject({
      isWell: false,
      [counted]: 1,
    })
  })

  it('is well with what is no fault', () => {
    const checks = [{ name: 'a', state: 'unknown', evidence: '' } as const]
    const summary = healthSummary([
      health('delivered', { last: { ...last, verified: true }, drift: [], checks }),
    ])
    expect(summary).toMatchObject({ isWell: true, drifted: 0, unverified: 0, failing: 0 })
    expect(healthSummary([])).toMatchObject({ inventories: 0, isWell: true })
  })
})
