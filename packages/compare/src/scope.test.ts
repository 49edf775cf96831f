import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryFilter } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { reportSide } from './compared-report.ts'
import { delivered } from './delivered-report.test.support.ts'
import { comparedScope } from './scope.ts'
import type { ComparedScope, ScopeOptions } from './scope.ts'

describe('comparedScope', () => {
  it('takes all of two reports that list all', async () => {
    const { left, right, warnings } = await scope({}, {})
    expect([left, right, warnings]).toStrictEqual([{}, {}, []])
  })

  it('applies equal filters to both again, as a service may not have', async () => {
    const filter = { prefix: 'a/' }
    const { left, right, warnings } = await scope(filter, filter)
    expect([left, right, warnings]).toStrictEqual([{ where: filter }, { where: filter }, []])
  })

  it('takes filters for equal that are written in two ways', async () => {
    const { left } = await scope(
      { prefix: '', size: { min: 1, max: 9 }, lastModified: { from: '2026-01-01T08:00:00+08:00' } },
      { size: { max: 9, min: 1 }, lastModified: { from: '2026-01-01T00:00:00Z' } },
    )
    expect(left.where?.size).toStrictEqual({ min: 1, max: 9 })
  })

  it.each<[string, InventoryFilter, InventoryFilter, string]>([
    ['prefixes', { prefix: 'a/' }, {}, 'filter.prefix'],
    ['sizes', { size: { min: 1 } }, { size: { min: 2 } }, 'filter.size'],
    ['times', { lastModified: { from: '2026-01-01T00:00:00Z' } }, {}, 'filter.lastModified'],
    ['storage classes', {}, { storageClasses: ['standard'] }, 'filter.storageClasses'],
  ])('refuses to compare unequal %s, and says of whom', async (_, left, right, path) => {
    const problems = await problemsOf(left, right)
    expect(problems.map((problem) => problem.path)).toStrictEqual([path])
    expect(problems[0]?.message).toMatch(/the left side, "photos", .* the right side, "photos-cn",/)
  })

  it('names everything that is unequal at once', async () => {
    const problems = await problemsOf(
      { prefix: 'a/', size: { max: 9 }, lastModified: { to: '2026-01-01T00:00:00Z' } },
      {},
    )
    expect(problems.map(({ path }) => path)).toStrictEqual([
      'filter.lastModified',
      'filter.prefix',
      'filter.size',
    ])
  })

  it('compares what both list where that was asked for', async () => {
    const { left, right } = await scope(
      { prefix: 'a/', size: { min: 1 } },
      { prefix: 'a/b/', size: { max: 9 } },
      { scope: 'intersect' },
    )
    const where = { prefix: 'a/b/', size: { min: 1, max: 9 } }
    expect([left, right]).toStrictEqual([{ where }, { where }])
  })

  it('refuses to intersect what two copies of one object do not meet alike', async () => {
    const intersect = { scope: 'intersect' } as const
    for (const filter of [
      { lastModified: { from: '2026-01-01T00:00:00Z' } },
      { storageClasses: ['standard' as const] },
    ]) {
      expect(await problemsOf(filter, {}, intersect)).toHaveLength(1)
      expect(await problemsOf({}, filter, intersect)).toHaveLength(1)
    }
  })

  it('refuses to intersect what has nothing in common', async () => {
    const intersect = { scope: 'intersect' } as const
    expect((await problemsOf({ prefix: 'a/' }, { prefix: 'b/' }, intersect))[0]?.message).toContain(
      'nothing that both list',
    )
    expect(
      await problemsOf({ size: { max: 1 } }, { size: { min: 2 } }, intersect),
    ).not.toHaveLength(0)
    expect(
      await problemsOf({ prefix: 'a/' }, { prefix: 'a/' }, { where: { prefix: 'b/' } }),
    ).not.toHaveLength(0)
  })

  it('finds scopes equal that are, once they are narrowed to what was asked for', async () => {
    const { left, right } = await scope({ prefix: 'a/' }, {}, { where: { prefix: 'a/b/' } })
    expect([left.where?.prefix, right.where?.prefix]).toStrictEqual(['a/b/', 'a/b/'])
  })

  it('follows prefixes through the rewriting of keys', async () => {
    const rewriteKey = { from: 'old/', to: 'new/' }
    const { left, right } = await scope({ prefix: 'old/a/' }, { prefix: 'new/a/' }, { rewriteKey })
    expect([left.where, right.where]).toStrictEqual([{ prefix: 'old/a/' }, { prefix: 'new/a/' }])
    expect([left.takesKey?.('old/a/1'), left.takesKey?.('old/b')]).toStrictEqual([true, false])
    expect(await problemsOf({ prefix: 'old/' }, { prefix: 'old/' }, { rewriteKey })).toHaveLength(1)
    expect(
      await problemsOf({ prefix: 'o' }, { prefix: 'n' }, { rewriteKey, scope: 'intersect' }),
    ).toHaveLength(1)
    expect(
      await problemsOf(
        { prefix: 'old/' },
        { prefix: 'new/' },
        { rewriteKey: { pattern: /^old/, replacement: 'new' } },
      ),
    ).toHaveLength(1)
  })

  it('finds two that list all keys equal, whatever becomes of them', async () => {
    const { left, right } = await scope({}, {}, { rewriteKey: { from: '', to: 'backup/' } })
    expect([left, right]).toStrictEqual([{}, {}])
  })

  it('asks for the prefix of left keys once they are rewritten', async () => {
    const { left, right } = await scope(
      {},
      {},
      { rewriteKey: { from: '', to: 'backup/' }, where: { prefix: 'backup/a', size: { min: 1 } } },
    )
    expect(left.where).toStrictEqual({ size: { min: 1 } })
    expect(right.where).toStrictEqual({ prefix: 'backup/a', size: { min: 1 } })
    expect([left.takesKey?.('ab'), left.takesKey?.('b')]).toStrictEqual([true, false])
    expect(right.takesKey).toBeUndefined()
  })

  it('includes and excludes keys as the right side has them', async () => {
    const { left, right } = await scope(
      {},
      {},
      { rewriteKey: { from: 'a/', to: 'b/' }, include: [/^b/], exclude: [/tmp$/] },
    )
    expect(['a/1', 'b/1', 'c', 'a/tmp'].map((key) => left.takesKey?.(key))).toStrictEqual([
      true,
      true,
      false,
      false,
    ])
    expect(['a/1', 'b/1', 'b/tmp'].map((key) => right.takesKey?.(key))).toStrictEqual([
      false,
      true,
      false,
    ])
  })

  it('warns of a side whose configuration is not known, and applies what is known of the other', async () => {
    const { left, right, warnings } = await scope({ prefix: 'a/' }, undefined)
    expect([left.where, right.where]).toStrictEqual([{ prefix: 'a/' }, undefined])
    expect(warnings.map(({ code, side }) => [code, side])).toStrictEqual([
      ['unknown-scope', 'right'],
    ])
  })

  it.each<[string, InventoryFilter]>([
    ['times', { lastModified: { from: '2026-01-01T00:00:00Z' } }],
    ['sizes', { size: { min: 1 } }],
  ])('warns of equal filters that a copy need not meet, by %s', async (_, from) => {
    const { left, right, warnings } = await scope(from, from)
    expect([left.where, right.where]).toStrictEqual([from, from])
    expect(warnings.map(({ code, side }) => [code, side])).toStrictEqual([
      ['unknown-scope', undefined],
    ])
  })

  it('warns of a filter that cannot be applied again for want of its column', async () => {
    const from = { prefix: 'a/', lastModified: { from: '2026-01-01T00:00:00Z' } }
    const { left, warnings } = await scope(from, from, {}, ['size', 'etag'])
    expect(left.where).toStrictEqual({ prefix: 'a/' })
    expect(warnings.map(({ code, side }) => [code, side])).toStrictEqual([
      ['unknown-scope', undefined],
      ['missing-field', 'left'],
    ])
  })
})

async function scope(
  left: InventoryFilter | undefined,
  right: InventoryFilter | undefined,
  options: ScopeOptions = {},
  fields: readonly ('size' | 'etag' | 'lastModified' | 'storageClass')[] = [
    'size',
    'etag',
    'lastModified',
    'storageClass',
  ],
): Promise<ComparedScope> {
  const leftReport = await delivered([], { fields })
  const rightReport = await delivered([], { provider: 'alibaba-oss' })
  return comparedScope(
    reportSide('left', { report: leftReport, ...configured(left) }),
    reportSide('right', { report: rightReport, ...configured(right) }),
    options,
  )
}

function configured(filter: InventoryFilter | undefined): {
  readonly configuration?: InventoryConfiguration
} {
  if (filter === undefined) return {}
  return {
    configuration: {
      id: 'daily',
      enabled: true,
      schedule: { every: 'day' },
      versions: 'current',
      filter,
      fields: ['size'],
      destination: { bucket: 'reports', format: 'csv' },
    },
  }
}

async function problemsOf(
  left: InventoryFilter,
  right: InventoryFilter,
  options: ScopeOptions = {},
) {
  try {
    await scope(left, right, options)
  } catch (error) {
    if (isInventoryError(error, 'invalid-configuration')) return error.problems
    throw error
  }
  return []
}
