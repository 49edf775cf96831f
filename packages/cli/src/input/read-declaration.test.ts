import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { writtenDeclaration } from './read-declaration.ts'

const base = `apiVersion: bucket-inventory/v1
connections:
  prod: { provider: alibaba-oss, region: cn-hangzhou }
manage: { ids: "bi-*" }
inventories:
  - configuration: { id: bi-daily, schedule: { every: day } }
    at:
      - location: s3://photos
        destination: { bucket: reports, accountId: "012345678901", format: parquet }
      - location: oss://prod@photos-cn
        destination: { bucket: reports-cn, format: csv }
`

function problemsOf(text: string): string[] {
  try {
    writtenDeclaration(text, 'team.yaml', {})
    return []
  } catch (error) {
    if (!isInventoryError(error)) throw error
    return error.problems.map((problem) => {
      const { line, column } = { line: 0, column: 0, ...problem }
      return `${line}:${column} ${problem.path}: ${problem.message}`
    })
  }
}

it('takes YAML and JSON', () => {
  const { declaration } = writtenDeclaration(base, 'team.yaml', {})
  expect(declaration.inventories[0]?.at).toHaveLength(2)
  const again = writtenDeclaration(JSON.stringify(declaration), 'team.json', {})
  expect(again.declaration).toStrictEqual(declaration)
})

describe('refuses, with line and column,', () => {
  it.each([
    [
      'a connection that is not there',
      base.replace('oss://prod@', 'oss://prd@'),
      ['10:9 inventories[0].at[1].location: no connection is named "prd"; did you mean "prod"?'],
    ],
    [
      'two inventories of one id on one bucket',
      base.replace('oss://prod@photos-cn', 's3://photos'),
      [
        '10:9 inventories[0].at[1]: "bi-daily" is declared twice for s3://photos: also at inventories[0].at[0]; change one of the ids, or leave one out',
      ],
    ],
    [
      'an id outside of what it manages',
      base.replace('id: bi-daily', 'id: daily'),
      [
        '6:22 inventories[0].configuration.id: "daily" is outside what this declaration manages, "bi-*"; name it so that it fits, or change "manage.ids"',
      ],
    ],
    [
      'what only shows when a place is merged',
      base.replace('format: csv', 'prefix: x'),
      [
        '11:9 inventories[0].at[1].destination.format: is missing; write, for example, "format: csv"',
      ],
    ],
    [
      'OSS without a region',
      base.replace(', region: cn-hangzhou', ''),
      [
        '10:9 inventories[0].at[1].location: no region for OSS: set OSS_REGION or OSS_ENDPOINT, give the connection a region, or write ?region=cn-hangzhou after the bucket',
      ],
    ],
    ...['http://user:pw@oss.test', 'user:pw@oss.test', 'HTTPS://key@oss.test/x'].map(
      (endpoint): [string, string, string[]] => [
        `credentials in the endpoint ${endpoint}`,
        base.replace('region: cn-hangzhou', `region: cn-hangzhou, endpoint: "${endpoint}"`),
        [expect.stringMatching(/^\d+:\d+ connections\.prod\.endpoint: holds credentials; name a /)],
      ],
    ),
    [
      'everything at once',
      base
        .replace('oss://prod@', 'oss://prd@')
        .replace('"012345678901"', '012345678901')
        .replace('every: day', 'evry: day'),
      [
        expect.stringMatching(/^6:36 .*schedule\.every: is missing/),
        expect.stringMatching(/^6:48 .*schedule\.evry: unknown key/),
        expect.stringMatching(/^9:41 .*accountId: 012345678901 is a number/),
        expect.stringMatching(/^10:9 .* no connection is named "prd"/),
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toStrictEqual(problems)
  })

  it('what is found out about it later', () => {
    const { locate } = writtenDeclaration(base, 'team.yaml', {})
    const path = 'inventories[0].at[1].location'
    const later = new InventoryError('invalid-configuration', 'x', {
      problems: [{ path, message: 'leads nowhere' }],
    })
    expect(locate(later)).toMatchObject({
      message: 'team.yaml cannot be carried out: a problem',
      problems: [{ path, message: 'leads nowhere', line: 10, column: 9 }],
    })
  })
})

it.each([
  ['plan', 'x.json is no declaration; it is a saved plan: bucket-inventory apply x.json'],
  ['snapshot', 'x.json is no declaration; it is a snapshot: bucket-inventory restore x.json'],
  [
    'migration-inputs',
    'x.json is no declaration; it is the inputs of a migration: bucket-inventory migrate FROM TO --inputs x.json',
  ],
])('says what to do with a %s', (kind, message) => {
  expect(() => writtenDeclaration(JSON.stringify({ kind }), 'x.json', {})).toThrow(message)
})

it('refuses what is too long to be one', () => {
  expect(() => writtenDeclaration('#'.repeat(5 * 1024 * 1024), 'x.yaml', {})).toThrow(
    'x.yaml is longer than 4 MiB; that is no declaration',
  )
})
