import { describe, expect, it } from 'vitest'

import { isInventoryError } from '../inventory-error.ts'
import { parseInventoryConfiguration } from './parse-inventory-configuration.ts'

const minimal = {
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', format: 'csv' },
}

/** The problems of a minimal configuration with these members put in or over. */
function problems(members: object): string[] {
  try {
    parseInventoryConfiguration({ ...minimal, ...members })
  } catch (error) {
    if (!isInventoryError(error, 'invalid-configuration')) throw error
    return error.problems.map(({ path, message }) => `${path}: ${message}`)
  }
  return []
}

describe('parseInventoryConfiguration', () => {
  it('fills the defaults and leaves everything else absent', () => {
    expect(parseInventoryConfiguration(minimal)).toStrictEqual({
      ...minimal,
      enabled: true,
      versions: 'current',
      fields: [],
    })
  })

  it('accepts and leaves out $schema and apiVersion', () => {
    const written = { $schema: './x.json', apiVersion: 'bucket-inventory/v1', ...minimal }
    expect(Object.keys(parseInventoryConfiguration(written))).not.toContain('$schema')
  })

  it('keeps every part of a full configuration as it was written', () => {
    const full = {
      id: '007',
      enabled: false,
      schedule: { every: 'month', dayOfMonth: 31 },
      versions: 'all',
      filter: {
        prefix: ' <&"\'> 中文 🪣 ',
        lastModified: { from: '2021-11-25T23:40:49+08:00', to: '2021-12-01T08:33:12.5Z' },
        size: { min: 0, max: 54_975_581_388_800 },
        storageClasses: ['standard', 'aws-s3:FSX_ONTAP'],
      },
      fields: ['size', 'aws-s3:NewField', 'etag'],
      destination: {
        bucket: 'reports',
        prefix: 'a//b/',
        accountId: '012345678901',
        roleArn: 'acs:ram::1:role/R',
        format: 'parquet',
        encryption: { type: 'kms', keyId: 'k' },
      },
      incremental: { enabled: true, everySeconds: 600, fields: ['sequence', 'type'] },
      native: { 'aws-s3': { New: { A: ['1', { B: '' }] } } },
    }
    expect(parseInventoryConfiguration(full)).toStrictEqual(full)
  })

  it('names every problem at once', () => {
    expect(
      problems({
        id: 7,
        fields: ['Size', 'key', 'size', 'size'],
        filter: { size: { min: 5, max: 2, mni: 1 } },
        schedul: { every: 'day' },
      }),
    ).toStrictEqual([
      'id: 7 is a number and text is wanted; quote it: "7" (a number loses its leading zeros)',
      'filter.size.mni: unknown key "mni"; did you mean "min"?',
      'filter.size.min: 5 is above "max", 2: nothing would be listed',
      'fields[0]: "Size" is no column; write "size"',
      'fields[1]: "key" is no column; "key" comes by itself: leave it out',
      'fields: "size" is there twice',
      'schedul: unknown key "schedul"; did you mean "schedule"?',
    ])
  })

  it.each([
    [{ lastModified: { from: '2021-11-25' } }, 'a bare date; write "2021-11-25T00:00:00Z" for UTC'],
    [{ lastModified: { to: '2021-11-25T23:40' } }, 'a local time; write "2021-11-25T23:40:00Z"'],
    [{ lastModified: { to: '2021-11-25 23:40:49' } }, 'write "2021-11-25T23:40:49Z"'],
    [{ lastModified: { to: '2021-02-30T00:00:00Z' } }, 'is no instant'],
    [{ lastModified: { to: '2021-02-03T00:00:00.12345Z' } }, 'finer than milliseconds'],
    [
      { lastModified: { from: '2022-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' } },
      'is after "to"',
    ],
    [{ prefix: '' }, 'is empty'],
    [{ size: { min: '1024' } }, 'write 1024, without quotes'],
    [{ size: { min: 1.5 } }, '1.5 is no whole number'],
    [{ size: { max: -1 } }, '-1 is too small; write 0 or more'],
    [{ storageClasses: [] }, 'is empty; name at least one'],
    [{ storageClasses: ['STANDARD_IA'] }, 'write "infrequent-access"'],
    [{ storageClasses: ['standrad'] }, 'did you mean "standard"?'],
    [null, 'nothing (null) is not possible; an object is wanted'],
  ])('refuses the filter %j and says what to write', (filter, advice) => {
    expect(problems({ filter }).join('\n')).toContain(advice)
  })

  it.each([
    [{ schedule: { every: 'daily' } }, 'schedule.every: "daily" is no frequency; write "day"'],
    [
      { schedule: { every: 'week', dayOfMonth: 3 } },
      'schedule.dayOfMonth: goes with "every: month"',
    ],
    [{ schedule: { every: 'day', deleteAfterRun: true } }, 'schedule.deleteAfterRun: goes with'],
    [{ schedule: { every: 'month', dayOfMonth: 32 } }, 'schedule.dayOfMonth: 32 is too large'],
    [{ versions: 'All' }, 'versions: "All" is no choice of versions; did you mean "all"?'],
    [{ enabled: 'true' }, 'enabled: "true" is text; write true or false, without quotes'],
    [{ id: '' }, 'id: is empty'],
    [{ id: undefined }, 'id: is missing; write, for example, "id: daily"'],
    [{ native: { 'aws-s3': { A: 1 } } }, 'native.aws-s3.A: 1 is neither text nor elements'],
    [{ apiVersion: 'v2' }, 'apiVersion: "v2" is not possible; write "bucket-inventory/v1"'],
  ])('refuses %j and says what to write', (members, advice) => {
    expect(problems(members).join('\n')).toContain(advice)
  })

  it.each([
    [{ accountId: 12_345_678_901 }, 'quote it: "12345678901"'],
    [{ encryption: { type: 'provider-managed', keyId: 'k' } }, 'goes with "type: kms" only'],
    [{ encryption: { type: 'sse-kms' } }, 'write "provider-managed" or "kms"'],
    [{ encryption: { keyId: 'k' } }, 'type: is missing; write "provider-managed" or "kms"'],
    [{ format: 'CSV' }, 'did you mean "csv"?'],
    [{ format: undefined }, 'is missing'],
  ])('refuses the destination %j and says what to write', (members, advice) => {
    const destination = { ...minimal.destination, ...members }
    expect(problems({ destination }).join('\n')).toContain(advice)
  })

  it.each([['text'], [null], [[]], [7]])('refuses %j as a whole', (written) => {
    expect(() => parseInventoryConfiguration(written)).toThrow('an object is wanted')
  })
})
