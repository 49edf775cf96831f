import { describe, expect, it } from 'vitest'

import { isInventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { formatLocation } from '../provider/place.ts'
import type { Declaration } from './declaration.ts'
import { expandDeclaration, selectorsOf } from './expand-declaration.ts'
import { matchesPattern } from './matches-pattern.ts'
import { parseDeclaration } from './parse-declaration.ts'
import { selectBuckets } from './select-buckets.ts'

const configuration = { id: 'bi-daily', schedule: { every: 'day' }, fields: ['size'] }
const destination = { bucket: 'reports', format: 'csv' }
const connections = {
  'prod-eu': { provider: 'aws-s3', region: 'eu-west-1' },
  'prod-us': { provider: 'aws-s3' },
  stage: { provider: 'aws-s3' },
}

function declare(inventories: readonly object[], more: object = {}): Declaration {
  return parseDeclaration({
    apiVersion: 'bucket-inventory/v1',
    connections,
    inventories,
    ...more,
  })
}

const declareOne = (at: readonly object[], own: object = {}, more: object = {}) =>
  declare([{ configuration: { ...configuration, ...own }, at }], more)

/** What the accounts of connections have. */
const accounts: Readonly<Record<string, readonly { bucket: string; region?: string }[]>> = {
  'prod-eu': [
    { bucket: 'logs-a', region: 'eu-west-1' },
    { bucket: 'logs-a-reports', region: 'eu-west-1' },
  ],
  'prod-us': [{ bucket: 'logs-b', region: 'us-west-2' }, { bucket: 'logs-c' }],
  stage: [],
}

function expand(declaration: Declaration, buckets = accounts) {
  const names = Object.keys(declaration.connections ?? {})
  const selected = new Map(
    selectorsOf(declaration).map(({ selector }) => [
      selector,
      names
        .filter((connection) => matchesPattern(selector.connection, connection))
        .flatMap((connection) =>
          selectBuckets(selector, { scheme: 's3', connection }, buckets[connection] ?? []),
        ),
    ]),
  )
  return expandDeclaration(declaration, selected)
}

const lines = (declaration: Declaration, buckets = accounts) =>
  expand(declaration, buckets).flatMap(({ location, inventories }) =>
    inventories.map(({ id, schedule }) => `${formatLocation(location)}#${id} ${schedule.every}`),
  )

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run()
  } catch (error) {
    if (isInventoryError(error, 'invalid-configuration')) return error.problems
    throw error
  }
  return []
}

describe('a selector', () => {
  it('goes over every connection that its pattern matches, without what it excepts', () => {
    const select = { connection: 'prod-*', name: 'logs-*', except: ['*-reports', 'logs-c'] }
    expect(lines(declareOne([{ select, destination }]))).toStrictEqual([
      's3://prod-eu@logs-a?region=eu-west-1#bi-daily day',
      's3://prod-us@logs-b?region=us-west-2#bi-daily day',
    ])
  })

  it('may match nothing on one connection, and not on all', () => {
    const selecting = (select: object) => declareOne([{ select, destination }])
    expect(lines(selecting({ connection: '*', name: 'logs-b' }))).toHaveLength(1)
    const none = selecting({ connection: 'prod-*', name: 'logs-*', except: ['*'] })
    expect(problemsOf(() => expand(none))).toStrictEqual([
      {
        path: 'inventories[0].at[0].select',
        message:
          'no connection with a name such as "prod-*" (prod-eu, prod-us) has a bucket with a name such as "logs-*" and no name such as "*"; change the selector, or leave this place out',
      },
    ])
  })

  it('over connections that reach the same buckets says so once', () => {
    const declaration = declareOne([{ select: { connection: 'prod-*' }, destination }])
    const both = { 'prod-eu': accounts['prod-us'] ?? [], 'prod-us': accounts['prod-us'] ?? [] }
    expect(problemsOf(() => expand(declaration, both))).toStrictEqual([
      {
        path: 'inventories[0].at[0]',
        message:
          's3://prod-us@logs-b?region=us-west-2 is the same bucket as s3://prod-eu@logs-b?region=us-west-2, which this selector finds too; select by connections that do not reach the same buckets (so it is with 1 more)',
      },
    ])
  })

  it('names connections that there are', () => {
    const declaration = (connection: string) => () =>
      declareOne([{ select: { connection }, destination }])
    expect(problemsOf(declaration('test-*'))).toStrictEqual([
      {
        path: 'inventories[0].at[0].select.connection',
        message: 'no connection has a name such as "test-*"; there: prod-eu, prod-us, stage',
      },
    ])
    expect(problemsOf(declaration('stge'))).toMatchObject([
      { message: 'no connection is named "stge"; did you mean "stage"?' },
    ])
  })
})

describe('a place beside a selector', () => {
  const select = { connection: 'prod-*', name: 'logs-*' }

  it('wins for its bucket, in the region that is listed', () => {
    const weekly = { schedule: { every: 'week' }, destination }
    const declaration = declareOne([
      { select, destination },
      { location: 's3://prod-us@logs-b', ...weekly },
      { location: 's3://logs-a', ...weekly, id: 'bi-other' },
      { location: 's3://photos', ...weekly },
    ])
    expect(lines(declaration)).toStrictEqual([
      's3://prod-eu@logs-a-reports?region=eu-west-1#bi-daily day',
      's3://prod-us@logs-c#bi-daily day',
      's3://prod-us@logs-b?region=us-west-2#bi-daily week',
      's3://logs-a?region=eu-west-1#bi-other week',
      's3://photos#bi-daily week',
    ])
  })

  it('wins over a connection that is set to another region than the bucket is in', () => {
    const elsewhere = { 'prod-eu': [{ bucket: 'logs-a', region: 'us-west-2' }] }
    const declaration = declareOne([
      { location: 's3://prod-eu@logs-a', schedule: { every: 'week' }, destination },
      { select, destination },
    ])
    expect(lines(declaration, elsewhere)).toStrictEqual([
      's3://prod-eu@logs-a?region=us-west-2#bi-daily week',
    ])
  })

  it('wins also where it says another region than is listed', () => {
    const declaration = declareOne([
      { location: 's3://prod-us@logs-b?region=eu-west-1', destination },
      { select: { connection: 'prod-us', name: 'logs-b' }, destination },
    ])
    expect(lines(declaration)).toStrictEqual(['s3://prod-us@logs-b?region=eu-west-1#bi-daily day'])
  })

  it('of another inventory is declared twice', () => {
    const declaration = declare([
      { configuration, at: [{ select, destination }] },
      { configuration, at: [{ location: 's3://prod-eu@logs-a', destination }] },
    ])
    expect(problemsOf(() => expand(declaration))).toMatchObject([
      { path: 'inventories[1].at[0]', message: expect.stringContaining('is declared twice') },
    ])
  })

  it('may name all that is selected', () => {
    const only = { connection: 'prod-us', name: 'logs-b' }
    const at = [
      { select: only, destination },
      { location: 's3://prod-us@logs-b', destination },
    ]
    expect(lines(declareOne(at))).toHaveLength(1)
  })
})

describe('a template', () => {
  it('is filled in for each bucket, wherever one may stand', () => {
    const declaration = declareOne(
      [
        {
          select: { connection: 'prod-eu' },
          destination: {
            ...destination,
            bucket: 'reports-${region}',
            accountId: '${connection}',
            roleArn: 'role/${bucket}',
            encryption: { type: 'kms', keyId: 'key/${bucket}' },
          },
        },
      ],
      {
        id: '${bucket}-daily',
        filter: { prefix: '${bucket}/$${x}', size: { min: 1 } },
        destination: { prefix: 'inventories/${connection}' },
      },
    )
    expect(expand(declaration)[0]?.inventories).toStrictEqual([
      {
        id: 'logs-a-daily',
        enabled: true,
        schedule: { every: 'day' },
        versions: 'current',
        fields: ['size'],
        filter: { prefix: 'logs-a/${x}', size: { min: 1 } },
        destination: {
          bucket: 'reports-eu-west-1',
          format: 'csv',
          prefix: 'inventories/prod-eu',
          accountId: 'prod-eu',
          roleArn: 'role/logs-a',
          encryption: { type: 'kms', keyId: 'key/logs-a' },
        },
      },
    ])
  })

  it('of a name that there is not is a problem before anything is asked', () => {
    const at = [
      {
        location: 's3://photos',
        destination: {
          ...destination,
          prefix: '${buckt}',
          encryption: { type: 'kms', keyId: '${' },
        },
      },
    ]
    expect(problemsOf(() => declareOne(at, { filter: { prefix: '${day}' } }))).toMatchObject([
      { path: 'inventories[0].configuration.filter.prefix' },
      {
        path: 'inventories[0].at[0].destination.prefix',
        message: expect.stringContaining('write ${bucket}'),
      },
      { path: 'inventories[0].at[0].destination.encryption.keyId' },
    ])
  })

  it('of something that is not known says how to tell it, once for many buckets', () => {
    const declaration = declareOne(
      [
        { location: 's3://photos', destination: { bucket: '${region}', format: 'csv' } },
        { location: 's3://videos', destination },
        { select: { connection: 'prod-us' }, destination: { bucket: '${region}', format: 'csv' } },
      ],
      { destination: { prefix: '${connection}/${connection}' } },
    )
    expect(problemsOf(() => expand(declaration))).toStrictEqual([
      {
        path: 'inventories[0].at[0].destination.bucket',
        message:
          '"${region}" asks for the region of s3://photos, which is not known; write it as s3://photos?region=REGION',
      },
      {
        path: 'inventories[0].configuration.destination.prefix',
        message:
          '"${connection}/${connection}" asks for the connection of s3://photos, which names none; write it as s3://NAME@photos (so it is with 1 more)',
      },
      {
        path: 'inventories[0].at[2].destination.bucket',
        message:
          '"${region}" asks for the region of s3://prod-us@logs-c, which is not known, as the service lists none; write it under "connections.prod-us"',
      },
    ])
  })

  it('of a region is not missed before a selector may tell it', () => {
    const declaration = declareOne(
      [
        { location: 's3://prod-us@logs-b', destination },
        { select: { connection: 'prod-us', name: 'logs-b' }, destination },
      ],
      { id: 'us-${region}' },
      { manage: { ids: 'us-us-*' } },
    )
    expect(problemsOf(() => expandDeclaration(declaration))).toStrictEqual([])
    expect(lines(declaration)).toStrictEqual([
      's3://prod-us@logs-b?region=us-west-2#us-us-west-2 day',
    ])
  })

  it('that comes out as an id which is not managed names the bucket', () => {
    const at = [{ select: { connection: 'prod-*' }, destination }]
    const declaration = declareOne(at, { id: '${bucket}-daily' }, { manage: { ids: 'bi-*' } })
    expect(problemsOf(() => expand(declaration))).toStrictEqual([
      {
        path: 'inventories[0].configuration.id',
        message:
          '"logs-a-daily", which s3://prod-eu@logs-a?region=eu-west-1 would have, is outside what this declaration manages, "bi-*"; name it so that it fits, or change "manage.ids" (so it is with 3 more)',
      },
    ])
  })
})
