import type { NeedsInputFinding, PathCapability } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { MigratedInventory } from './migrate-inventory.ts'
import { migratedIds } from './migrated-ids.ts'

const table: PathCapability = {
  support: 'native',
  maximumLength: 12,
  pattern: '[A-Za-z0-9._-]{1,12}',
  reference: '',
}

const wrong: NeedsInputFinding = {
  verdict: 'needs-input',
  path: 'id',
  expected: 'another id',
  example: 'daily',
  message: 'no id for here',
}

/** An inventory that keeps its id, or is given one; `unfit` where the target cannot have it. */
function inventory(source: string, { id = source, unfit = false } = {}): MigratedInventory {
  return {
    source,
    desired: {
      id,
      enabled: true,
      schedule: { every: 'day' },
      versions: 'current',
      fields: [],
      destination: { bucket: 'reports', format: 'csv' },
    },
    unsaid: [],
    findings: unfit ? [wrong] : [],
    own: [],
  }
}

const unfit = (source: string) => inventory(source, { unfit: true })

function suggested(inventories: readonly MigratedInventory[], atTarget: readonly string[] = []) {
  const { findings } = migratedIds(inventories, new Set(atTarget), table)
  return Object.fromEntries([...findings].map(([id, { example }]) => [id, example]))
}

function messageOf(id: string, inventories: readonly MigratedInventory[], atTarget: string[] = []) {
  return migratedIds(inventories, new Set(atTarget), table).findings.get(id)?.message
}

describe('migratedIds', () => {
  it.each([
    ['a day/of week', 'a-day-of-wee'],
    ['photos and reports', 'photos-and-r'],
    ['每日 report', 'report'],
    ['每日', 'inventory'],
    ['🪣🪣a🪣b', 'a-b'],
    ['-a/', '-a-'],
  ])('shortens %j to %j, as the table of the target says', (id, example) => {
    expect(suggested([unfit(id)])).toStrictEqual({ [id]: example })
    expect(messageOf(id, [unfit(id)])).toBe('no id for here')
  })

  it('cuts by the length alone where the table has no pattern, never through a character', () => {
    const { findings } = migratedIds([unfit('é🪣🪣🪣')], new Set(), {
      support: 'native',
      maximumLength: 6,
      reference: '',
    })
    expect(findings.get('é🪣🪣🪣')?.example).toBe('é🪣🪣')
  })

  it('takes the example of the adapter where the table sees nothing wrong', () => {
    expect(suggested([unfit('fits')])).toStrictEqual({ fits: 'daily' })
  })

  it('suggests no id twice, and says who would do under the same', () => {
    const all = [unfit('photos-of-2025'), unfit('photos-of-2026'), unfit('photos-of-20/27')]
    expect(suggested(all)).toStrictEqual({
      'photos-of-2025': 'photos-of-20',
      'photos-of-2026': 'photos-of--2',
      'photos-of-20/27': 'photos-of--3',
    })
    for (const one of all) {
      const message = messageOf(one.source, all)
      for (const other of all) {
        if (other !== one) expect(message).toContain(`"${other.source}"`)
      }
    }
  })

  it('names a few of many that are shortened alike', () => {
    const all = Array.from({ length: 12 }, (_, index) => unfit(`photos-and-reports-${index}`))
    expect(new Set(Object.values(suggested(all))).size).toBe(12)
    expect(messageOf('photos-and-reports-0', all)).toBe(
      `no id for here; "photos-and-r" would do, but for ${[1, 2, 3, 4, 5, 6, 7, 8].map((index) => `"photos-and-reports-${index}"`).join(', ')} and 3 more, for which it would do as well`,
    )
  })

  it('leaves the ids that are copied and those at the target to whom they are', () => {
    const all = [unfit('daily report'), inventory('daily-report')]
    expect(suggested(all, ['daily-repo-2'])).toStrictEqual({ 'daily report': 'daily-repo-3' })
    expect(messageOf('daily report', all)).toBe(
      'no id for here; "daily-report" would do, but for "daily-report" of the source, which is copied under it',
    )
    expect(messageOf('daily report', [unfit('daily report')], ['daily-report'])).toBe(
      'no id for here; "daily-report" would do, but for an inventory that the target has',
    )
  })

  it('asks again where the id that was given is one that another is copied under', () => {
    const all = [inventory('weekly', { id: 'daily' }), inventory('daily')]
    expect(suggested(all)).toStrictEqual({ weekly: 'daily-2' })
    expect(messageOf('weekly', all)).toBe(
      '"daily" is given to "weekly", but "daily" of the source is copied under it',
    )
  })

  it('asks nothing where two exchange their ids', () => {
    const all = [inventory('weekly', { id: 'daily' }), inventory('daily', { id: 'weekly' })]
    expect(suggested(all)).toStrictEqual({})
  })

  it('suggests an id beside one that is taken at the target', () => {
    const { suggest } = migratedIds([inventory('daily')], new Set(['daily', 'daily-2']), table)
    expect([suggest('daily'), suggest('daily')]).toStrictEqual(['daily-3', 'daily-4'])
  })
})
