import { supportOfPath } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  CapabilityOverrides,
  ConfigurationPath,
  InventoryConfiguration,
  Support,
} from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { memoryCapabilities } from './memory-capabilities.ts'
import { toMemoryConfiguration } from './to-memory-configuration.ts'

const whole: InventoryConfiguration = {
  id: 'daily',
  enabled: false,
  schedule: { every: 'month', dayOfMonth: 31 },
  versions: 'all',
  filter: {
    prefix: 'photos/',
    lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' },
    size: { min: 0, max: 1024 },
    storageClasses: ['standard', 'memory:Own'],
  },
  fields: ['etag', 'memory:Own'],
  destination: {
    bucket: 'reports',
    prefix: 'daily',
    accountId: '007',
    roleArn: 'role',
    format: 'parquet',
    encryption: { type: 'kms', keyId: 'key-1' },
  },
  incremental: { enabled: true, everySeconds: 600, fields: ['sequence'] },
  native: { memory: { Own: 'kept' } },
}

/** The whole table with one path declared otherwise. */
function declaring(path: ConfigurationPath, support: Support): BucketCapabilities {
  const declared = { ...supportOfPath(memoryCapabilities, path), support, reference: 'the page' }
  return {
    paths: { ...memoryCapabilities.paths, [path]: declared },
    values: memoryCapabilities.values,
  }
}

const once: InventoryConfiguration = {
  ...whole,
  schedule: { every: 'once', deleteAfterRun: true },
}

describe('toMemoryConfiguration', () => {
  it('carries everything as it is, in a copy', () => {
    const translation = toMemoryConfiguration(whole)
    expect(translation).toStrictEqual({
      provider: 'memory',
      complete: true,
      findings: [],
      native: whole,
    })
    expect(translation.complete && translation.native.destination).not.toBe(whole.destination)
  })

  it.each<[ConfigurationPath, string, InventoryConfiguration?]>([
    ['enabled', 'lossy other-schedule'],
    ['schedule.dayOfMonth', 'lossy other-schedule'],
    ['schedule.deleteAfterRun', 'lossy other-schedule', once],
    ['filter.prefix', 'lossy lists-more'],
    ['filter.lastModified.from', 'lossy lists-more'],
    ['filter.lastModified.to', 'lossy lists-more'],
    ['filter.size.min', 'lossy lists-more'],
    ['filter.size.max', 'lossy lists-more'],
    ['filter.storageClasses', 'lossy lists-more'],
    ['destination.prefix', 'needs-input'],
    ['destination.accountId', 'dropped'],
    ['destination.roleArn', 'dropped'],
    ['destination.encryption', 'lossy less-protected'],
    ['destination.encryption.keyId', 'lossy less-protected'],
    ['incremental', 'lossy lists-less'],
    ['incremental.everySeconds', 'lossy other-schedule'],
  ])('says what becomes of %s where it is unsupported', (path, expected, asked = whole) => {
    const { findings } = toMemoryConfiguration(asked, declaring(path, 'unsupported'))
    const told = findings.map((finding) =>
      finding.verdict === 'lossy' ? `lossy ${finding.consequence}` : finding.verdict,
    )
    expect(findings.map((finding) => finding.path)).toContain(path)
    expect(new Set(told)).toStrictEqual(new Set([expected]))
    expect(new Set(findings.map(({ reference }) => reference))).toStrictEqual(new Set(['the page']))
  })

  it.each<[CapabilityOverrides['values'], string, unknown]>([
    [{ 'schedule.every': { month: 'coerced' } }, 'schedule.every', { every: 'week' }],
    [
      { 'schedule.every': { month: 'unsupported', week: 'unsupported' } },
      'schedule.every',
      { every: 'day' },
    ],
  ])('takes the nearest rhythm: %j', (values, path, schedule) => {
    const tables = {
      paths: memoryCapabilities.paths,
      values: {
        ...memoryCapabilities.values,
        'schedule.every': {
          ...memoryCapabilities.values['schedule.every'],
          ...values?.['schedule.every'],
        },
      },
    }
    const translation = toMemoryConfiguration(whole, tables)
    expect(translation.findings.map((finding) => finding.path)).toStrictEqual([
      path,
      'schedule.dayOfMonth',
    ])
    expect(translation.complete && translation.native.schedule).toStrictEqual(schedule)
  })

  it('never runs every day what should run once', () => {
    const values = {
      ...memoryCapabilities.values,
      'schedule.every': {
        day: 'native',
        week: 'unsupported',
        month: 'unsupported',
        once: 'unsupported',
      },
    } as const
    const tables: BucketCapabilities = { paths: memoryCapabilities.paths, values }
    const { complete, findings } = toMemoryConfiguration(once, tables)
    expect(complete).toBe(false)
    expect(findings).toContainEqual(
      expect.objectContaining({ verdict: 'needs-input', path: 'schedule.every' }),
    )
  })

  it('leaves a filter to the reader with the column that it takes', () => {
    const translation = toMemoryConfiguration(whole, declaring('filter.size', 'emulated'))
    expect(translation.residual).toStrictEqual({ size: { min: 0, max: 1024 } })
    expect(translation.complete && translation.native.filter?.size).toBeUndefined()
    expect(translation.complete && translation.native.fields).toStrictEqual([
      'etag',
      'memory:Own',
      'size',
    ])
    expect(translation.findings).toContainEqual(
      expect.objectContaining({
        verdict: 'emulated',
        path: 'filter.size.max',
        addedFields: ['size'],
      }),
    )
  })

  it('sends what it does not vouch for, and leaves it to the reader too', () => {
    const translation = toMemoryConfiguration(whole, declaring('filter.prefix', 'unverified'))
    expect(translation.residual).toStrictEqual({ prefix: 'photos/' })
    expect(translation.complete && translation.native.filter?.prefix).toBe('photos/')
  })
})
