import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Problem } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import { checkInputs } from './check-migration-inputs.ts'
import { parseMigrationInputs, readInputs } from './parse-migration-inputs.ts'
import { planMigration } from './plan-migration.ts'

const inventory = (id: string, bucket = 'reports') =>
  parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    destination: { bucket, format: 'csv' },
  })
const source = [inventory('daily'), inventory('weekly', 'archive')]

function check(written: unknown) {
  const problems: Problem[] = []
  const given = checkInputs(readInputs(written, problems), source, problems)
  return { problems: problems.map(({ path, message }) => `${path}: ${message}`), ...given }
}

/** What is given to an inventory, by path. */
function valuesOf(written: unknown, id = 'daily') {
  const { values, problems } = check(written)
  expect(problems).toStrictEqual([])
  return Object.fromEntries(values.get(id) ?? [])
}

describe('what is given', () => {
  it("is an inventory's own, then its bucket's; defaults are for what needs them", () => {
    const written = {
      defaults: { 'destination.bucket': 'others', 'destination.accountId': '1' },
      buckets: { reports: 'reports-cn', archive: 'archive-cn' },
      inventories: { weekly: { 'destination.bucket': 'weekly-cn', id: 'w' } },
    }
    expect(valuesOf(written)).toStrictEqual({ 'destination.bucket': 'reports-cn' })
    expect(valuesOf(written, 'weekly')).toStrictEqual({
      'destination.bucket': 'weekly-cn',
      id: 'w',
    })
    expect(Object.fromEntries(check(written).defaults)).toStrictEqual({
      'destination.bucket': 'others',
      'destination.accountId': '1',
    })
  })

  it.each([
    ['the default', { defaults: { 'destination.bucket': 'others' } }, 'others'],
    ['the one of the bucket', { buckets: { reports: 'reports-cn' } }, 'reports-cn'],
  ])('is %s where a value is left empty', (_, others, bucket) => {
    for (const empty of [null, '']) {
      const written = { ...others, inventories: { daily: { 'destination.bucket': empty } } }
      expect(valuesOf(written)).toStrictEqual({ 'destination.bucket': bucket })
    }
  })

  it('is nothing where a file has only comments', () => {
    for (const written of [null, {}, { defaults: null, buckets: null, inventories: null }]) {
      expect(valuesOf(written)).toStrictEqual({})
    }
    expect(valuesOf({ apiVersion: 'bucket-inventory/v1', inventories: { daily: null } })).toEqual(
      {},
    )
  })
})

describe('problems of the inputs', () => {
  it('are all said at once, each where it is written', () => {
    const { problems } = check({
      default: {},
      apiVersion: 'v2',
      defaults: { id: 'x', 'destination.roleArn': '', 'filter.size.min': '1 MB', accountId: '1' },
      buckets: { report: 'reports-cn', archive: null, reports: 5 },
      inventories: {
        dayly: { enabled: 'yes' },
        daily: {
          'destination.acountId': '1',
          'destination.accountId': 123,
          destination: { roleArn: 'acs:ram::1:role/R' },
          fields: ['size', 'etags'],
          'schedule.every': null,
          id: 'same',
        },
        weekly: { id: 'same', 'incremental.everySeconds': 600.5, 'schedule.dayOfMonth': 40 },
      },
    })
    expect(problems).toStrictEqual([
      'default: unknown key "default"; did you mean "defaults"?',
      'apiVersion: write "bucket-inventory/v1", or leave it out',
      'buckets.reports: 5 is a number and text is wanted; quote it: "5" (a number loses its leading zeros)',
      'defaults.filter.size.min: "1 MB" is no whole number; write digits, without a unit',
      'defaults.accountId: "accountId" is no path of a configuration; did you mean "destination.accountId"?',
      'defaults.id: an id is of one inventory only: give it under "inventories"',
      'defaults.destination.roleArn: is left empty; write a value, or leave the line out',
      'buckets.report: no inventory of the source delivers to "report"; did you mean "reports"?',
      'buckets.archive: is left empty; write a value, or leave the line out',
      'inventories.dayly: the source has no inventory "dayly"; did you mean "daily"?',
      'inventories.daily.id: "same" is given to "weekly" too; each needs an id of its own',
      'inventories.weekly.id: "same" is given to "daily" too; each needs an id of its own',
      'inventories.dayly.enabled: "yes" is text; write true or false, without quotes',
      'inventories.daily.destination.acountId: "destination.acountId" is no path of a configuration; did you mean "destination.accountId"?',
      'inventories.daily.destination.accountId: 123 is a number and text is wanted; quote it: "123" (a number loses its leading zeros)',
      'inventories.daily.destination: has parts; write destination.bucket, destination.prefix, destination.accountId, destination.roleArn, destination.format, destination.encryption.type, destination.encryption.keyId, each as a key of its own',
      'inventories.daily.fields[1]: "etags" is no column; did you mean "etag"?',
      'inventories.weekly.incremental.everySeconds: 600.5 is no whole number',
      'inventories.weekly.schedule.dayOfMonth: 40 is too large; write 31 or less',
      'inventories.daily.schedule.every: is left empty; write a value, or leave the line out',
    ])
  })

  it.each([
    ['a list', [], ': an object with defaults, buckets, inventories as keys is wanted here'],
    ['text', { defaults: 'x' }, 'defaults: an object with paths as keys is wanted here'],
    ['a list', { buckets: ['x'] }, 'buckets: an object with names as keys is wanted here'],
    ['text', { inventories: { daily: 'x' } }, 'inventories.daily: an object with paths as keys'],
  ])('are %s where an object belongs', (_, written, problem) => {
    expect(check(written).problems).toStrictEqual([expect.stringContaining(problem)])
  })

  it('say what there is where nothing is near', () => {
    expect(check({ inventories: { nothing: {} } }).problems).toStrictEqual([
      'inventories.nothing: the source has no inventory "nothing"; there: daily, weekly',
    ])
  })

  it('are not found in values that go with a word beside them', () => {
    const values = {
      'schedule.dayOfMonth': 3,
      'destination.encryption.keyId': 'key-1',
      'incremental.everySeconds': 600,
      'incremental.fields': ['size'],
    }
    expect(valuesOf({ inventories: { daily: values } })).toStrictEqual(values)
  })
})

describe('planMigration', () => {
  it('rejects with one invalid-input, also of what the inputs make of an inventory', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    await provider.put('photos', inventory('daily'))
    await provider.put('photos', { ...inventory('weekly'), filter: { size: { max: 5 } } })
    const photos = {
      location: { scheme: 'memory', bucket: 'photos' },
      inventories: new BucketInventories(provider, 'photos'),
    }
    const inputs = {
      buckets: { others: 'x' },
      inventories: {
        daily: { 'destination.encryption.keyId': 'k', 'destination.acountId': 'x' },
        weekly: { 'filter.size.min': 6, 'destination.encryption.type': 'none' },
      },
    }
    await expect(planMigration(photos, photos, { inputs })).rejects.toMatchObject({
      code: 'invalid-input',
      problems: [
        { path: 'buckets.others' },
        { path: 'inventories.daily.destination.acountId' },
        { path: 'inventories.weekly.destination.encryption.type' },
        { path: 'inventories.daily.destination.encryption.type' },
        {
          path: 'inventories.weekly.filter.size.min',
          message: '6 is above "max", 5: nothing would be listed',
        },
      ],
    })
  })
})

describe('parseMigrationInputs', () => {
  it('accepts a file with values that are still to be filled in', () => {
    const written = {
      buckets: { reports: null },
      inventories: { daily: { 'destination.roleArn': null }, weekly: null },
    }
    expect(parseMigrationInputs(written)).toStrictEqual({
      defaults: {},
      buckets: { reports: null },
      inventories: { daily: { 'destination.roleArn': null }, weekly: {} },
    })
  })

  it('throws invalid-input with every problem of the shape', () => {
    expect(() => parseMigrationInputs({ defaults: [], bucket: {} })).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringContaining('the input of the migration is wrong in 2 places'),
        problems: [
          { path: 'bucket', message: 'unknown key "bucket"; did you mean "buckets"?' },
          { path: 'defaults', message: 'an object with paths as keys is wanted here' },
        ],
      }),
    )
  })
})
