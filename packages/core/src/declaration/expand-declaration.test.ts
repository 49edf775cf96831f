import { describe, expect, it } from 'vitest'

import { isInventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { formatLocation } from '../provider/place.ts'
import type { BucketSelector, Declaration } from './declaration.ts'
import { expandDeclaration, selectorsOf } from './expand-declaration.ts'
import { parseDeclaration } from './parse-declaration.ts'
import { selectBuckets } from './select-buckets.ts'

const configuration = { id: 'bi-daily', schedule: { every: 'day' }, fields: ['size'] }
const destination = { bucket: 'reports', format: 'csv' }

function declare(
  inventories: readonly object[],
  more: object = { connections: { prod: { provider: 'aws-s3' }, cn: { provider: 'aws-s3' } } },
): Declaration {
  return parseDeclaration({ apiVersion: 'bucket-inventory/v1', ...more, inventories })
}

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run()
  } catch (error) {
    if (isInventoryError(error, 'invalid-configuration')) return error.problems
    throw error
  }
  return []
}

const problemsIn = (declaration: Declaration) => problemsOf(() => expandDeclaration(declaration))

describe('expandDeclaration', () => {
  it('merges a place over its configuration: the destination member by member, the rest as a whole', () => {
    const declaration = declare([
      {
        configuration: {
          ...configuration,
          filter: { prefix: 'a/', size: { min: 1 } },
          destination: { prefix: 'inventories', format: 'orc' },
        },
        at: [
          { location: 's3://photos', destination: { bucket: 'reports' } },
          { location: 's3://logs', filter: {}, destination, schedule: { every: 'week' } },
        ],
      },
    ])
    expect(expandDeclaration(declaration)).toMatchObject([
      {
        location: { bucket: 'photos' },
        inventories: [
          {
            id: 'bi-daily',
            enabled: true,
            filter: { prefix: 'a/', size: { min: 1 } },
            destination: { bucket: 'reports', prefix: 'inventories', format: 'orc' },
          },
        ],
      },
      {
        location: { bucket: 'logs' },
        inventories: [
          {
            schedule: { every: 'week' },
            filter: {},
            destination: { bucket: 'reports', prefix: 'inventories', format: 'csv' },
          },
        ],
      },
    ])
  })

  it('gathers what is declared for one bucket, in whatever spelling', () => {
    const declaration = declare([
      {
        configuration,
        at: [{ location: 's3://photos', destination }],
      },
      {
        configuration: { ...configuration, id: 'bi-weekly' },
        at: [{ location: 's3://photos?region=eu-west-1', destination }],
      },
    ])
    const buckets = expandDeclaration(declaration)
    expect(
      buckets.map(({ location, inventories }) => [
        formatLocation(location),
        inventories.map(({ id }) => id),
      ]),
    ).toStrictEqual([['s3://photos?region=eu-west-1', ['bi-daily', 'bi-weekly']]])
  })

  it('takes buckets of two regions or endpoints for two', () => {
    const connections = {
      prod: { provider: 'aws-s3', region: 'eu-west-1' },
      cn: { provider: 'aws-s3', region: 'cn-north-1' },
      local: { provider: 'aws-s3', endpoint: 'http://127.0.0.1:9000' },
    }
    const at = ['s3://prod@photos', 's3://cn@photos', 's3://local@photos'].map((location) => ({
      location,
      destination,
    }))
    const declaration = declare([{ configuration, at }], { connections })
    expect(expandDeclaration(declaration)).toHaveLength(3)
  })

  it('says what is declared for a namesake, which may be the same bucket in other words', () => {
    const endpoints = ['https://s3.example.com', 'https://s3.example.com/']
    const [a, b] = endpoints.map((endpoint) => ({ provider: 'aws-s3', endpoint }))
    const declaration = declare(
      [
        { configuration, at: [{ location: 's3://a@logs', destination }] },
        {
          configuration: { ...configuration, id: 'bi-weekly' },
          at: [
            { location: 's3://b@logs', destination },
            { location: 's3://photos', destination },
          ],
        },
      ],
      { connections: { a, b } },
    )
    const found = expandDeclaration(declaration)
    expect(found.map(({ elsewhere }) => [...elsewhere])).toStrictEqual([
      ['bi-weekly'],
      ['bi-daily'],
      [],
    ])
  })

  it('adds the buckets to look at besides', () => {
    const declaration = declare(
      [{ configuration, at: [{ location: 's3://photos', destination }] }],
      {
        manage: { ids: 'bi-*', at: ['s3://photos', 's3://old'] },
      },
    )
    const buckets = expandDeclaration(declaration)
    expect(buckets.map(({ location }) => location.bucket)).toStrictEqual(['photos', 'old'])
    expect(buckets[1]?.inventories).toStrictEqual([])
  })

  it('names what is missing, wrong together, declared twice or reached in two ways, all at once', () => {
    const declaration = declare([
      {
        configuration,
        at: [
          { location: 's3://photos' },
          { location: 's3://logs', destination, schedule: { every: 'month', dayOfMonth: 3 } },
          { location: 's3://logs?region=eu-west-1', destination },
          { location: 's3://prod@logs', id: 'other', destination },
        ],
      },
    ])
    expect(problemsIn(declaration)).toStrictEqual([
      {
        path: 'inventories[0].at[0].destination.bucket',
        message: 'is missing; write, for example, "bucket: reports"',
      },
      {
        path: 'inventories[0].at[0].destination.format',
        message: 'is missing; write, for example, "format: csv"',
      },
      {
        path: 'inventories[0].at[2]',
        message:
          '"bi-daily" is declared twice for s3://logs?region=eu-west-1: also at inventories[0].at[1]; change one of the ids, or leave one out',
      },
      {
        path: 'inventories[0].at[3]',
        message:
          's3://prod@logs is the same bucket as s3://logs?region=eu-west-1 at inventories[0].at[1]; reach it in one way',
      },
    ])
  })
})

describe('a selector', () => {
  const selecting = (select: BucketSelector) =>
    declare([{ configuration, at: [{ select, destination }] }])
  const listed = [
    { bucket: 'logs-b', tags: { team: 'x' } },
    { bucket: 'logs-a', region: 'eu-west-1', tags: { team: 'x', stage: 'prod' } },
    { bucket: 'photos', tags: {} },
  ]
  const expand = (declaration: Declaration) => {
    const selected = new Map(
      selectorsOf(declaration).map(({ selector }) => [
        selector,
        selectBuckets(selector, { scheme: 's3', connection: 'prod' }, listed),
      ]),
    )
    return expandDeclaration(declaration, selected).map(({ location }) => formatLocation(location))
  }

  it('takes every bucket whose name and tags fit, by name', () => {
    expect(expand(selecting({ connection: 'prod', name: 'logs-*' }))).toStrictEqual([
      's3://prod@logs-a?region=eu-west-1',
      's3://prod@logs-b',
    ])
    expect(
      expand(selecting({ connection: 'prod', tags: { team: 'x', stage: 'prod' } })),
    ).toStrictEqual(['s3://prod@logs-a?region=eu-west-1'])
  })

  it('that matches nothing is a problem', () => {
    const declaration = selecting({ connection: 'prod', name: 'lgos-*', tags: { team: 'x' } })
    expect(problemsOf(() => expand(declaration))).toStrictEqual([
      {
        path: 'inventories[0].at[0].select',
        message:
          'the connection "prod" has no bucket with a name such as "lgos-*" and the tag team=x; change the selector, or leave this place out',
      },
    ])
  })

  it('is left out where nobody says what it selects, and its configuration is checked all the same', () => {
    expect(expandDeclaration(selecting({ connection: 'prod' }))).toStrictEqual([])
    const incomplete = declare([{ configuration, at: [{ select: { connection: 'prod' } }] }])
    expect(problemsIn(incomplete)).toHaveLength(2)
  })
})

describe('parseDeclaration', () => {
  it('names unknown connections, ids that are not managed and wrong places, beside wrong shapes', () => {
    const written = {
      apiVersion: 'bucket-inventory/v1',
      connections: { prod: { provider: 'aws-s3', secret: 'x' } },
      manage: { ids: 'bi-*', at: ['s3://'] },
      inventories: [
        {
          configuration: { ...configuration, id: 'daily' },
          at: [
            { location: 's3://prd@photos', destination },
            { select: { connection: 'stage' }, id: 'bi-ok', destination },
            { location: 'photos', id: 'weekly', destination },
          ],
        },
      ],
    }
    expect(problemsOf(() => parseDeclaration(written)).map(({ path }) => path)).toStrictEqual([
      'connections.prod.secret',
      'manage.at[0]',
      'inventories[0].configuration.id',
      'inventories[0].at[0].location',
      'inventories[0].at[1].select.connection',
      'inventories[0].at[2].id',
      'inventories[0].at[2].location',
    ])
  })
})
