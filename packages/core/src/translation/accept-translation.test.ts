import { describe, expect, it } from 'vitest'

import { isInventoryError } from '../inventory-error.ts'
import { acceptTranslation } from './accept-translation.ts'
import type { AcceptOptions, LossPolicy } from './accept-translation.ts'
import type { Finding } from './finding.ts'

const findings: Record<string, Finding> = {
  emulated: {
    verdict: 'emulated',
    path: 'filter.size.max',
    asked: 1,
    addedFields: [],
    message: 'm',
  },
  lossy: {
    verdict: 'lossy',
    path: 'destination.format',
    asked: 'orc',
    consequence: 'other-format',
    message: 'm',
  },
  needed: {
    verdict: 'needs-input',
    path: 'destination.roleArn',
    expected: 'a role',
    example: 'r',
    message: 'm',
  },
  dropped: { verdict: 'dropped', path: 'fields', asked: 'tagCount', message: 'm' },
}

/** The paths that forbid a translation with these findings, or `accepted`. */
function outcome(names: string[], policy?: LossPolicy, options?: AcceptOptions) {
  const list = names.flatMap((name) => findings[name] ?? [])
  const complete = !names.includes('needed')
  const shared = { provider: 'memory', findings: list }
  try {
    return acceptTranslation(
      complete ? { ...shared, complete: true, native: 'accepted' } : { ...shared, complete: false },
      policy,
      options,
    )
  } catch (error) {
    if (!isInventoryError(error, 'untranslatable')) throw error
    return error.findings.map(({ path }) => path)
  }
}

describe('acceptTranslation', () => {
  it('accepts what is only reported', () => {
    expect(outcome(['dropped', 'emulated'])).toBe('accepted')
  })

  it('refuses what is lossy unless the verdict, the path or an ancestor of it is allowed', () => {
    expect(outcome(['lossy', 'dropped'])).toStrictEqual(['destination.format'])
    expect(outcome(['lossy'], ['destination.prefix'])).toStrictEqual(['destination.format'])
    expect(outcome(['lossy'], ['emulated'])).toStrictEqual(['destination.format'])
    expect(outcome(['lossy'], ['lossy'])).toBe('accepted')
    expect(outcome(['lossy'], ['destination.format'])).toBe('accepted')
    expect(outcome(['lossy'], ['destination'])).toBe('accepted')
  })

  it('refuses what is emulated where that is asked for', () => {
    expect(outcome(['emulated'], 'refuse', { refuseEmulated: true })).toStrictEqual([
      'filter.size.max',
    ])
    expect(outcome(['emulated'], ['filter.size'], { refuseEmulated: true })).toBe('accepted')
    expect(outcome(['emulated'], ['emulated'], { refuseEmulated: true })).toBe('accepted')
  })

  it('refuses what needs input whatever is allowed, and names everything at once', () => {
    expect(outcome(['needed', 'lossy'], ['lossy', 'destination'])).toStrictEqual([
      'destination.roleArn',
    ])
    expect(outcome(['needed', 'lossy'])).toStrictEqual([
      'destination.roleArn',
      'destination.format',
    ])
  })
})
