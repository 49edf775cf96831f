import { describe, expect, it } from 'vitest'

import { parseDeclaration } from './parse-declaration.ts'

const declaration = {
  apiVersion: 'bucket-inventory/v1',
  connections: { prod: { provider: 'alibaba-oss', profile: 'prod', region: 'cn-hangzhou' } },
  manage: { ids: 'bi-*' },
  inventories: [
    {
      configuration: { id: 'bi-daily', schedule: { every: 'day' }, fields: ['size', 'etag'] },
      at: [
        {
          location: 's3://photos?region=eu-west-1',
          destination: { bucket: 'reports', accountId: '012345678901', format: 'parquet' },
        },
        {
          select: { connection: 'prod', name: 'logs-*' },
          destination: { bucket: 'reports-cn', format: 'csv' },
        },
      ],
    },
  ],
}

describe('parseDeclaration', () => {
  it('fills the defaults of the configuration, not those of the places', () => {
    const parsed = parseDeclaration(declaration)
    expect(parsed.inventories[0]?.configuration).toMatchObject({
      enabled: true,
      versions: 'current',
    })
    expect(parsed.inventories[0]?.at).toStrictEqual(declaration.inventories[0]?.at)
  })

  it('names every problem at once, with its path', () => {
    const wrong = {
      ...declaration,
      mange: { ids: 'x' },
      inventories: [
        {
          ...declaration.inventories[0],
          at: [{}, { location: 's3://a', destination: { bukcet: 'b' } }],
        },
      ],
    }
    expect(() => parseDeclaration(wrong)).toThrow(
      [
        'the declaration is wrong in 3 places:',
        '  inventories[0].at[0]: names no bucket, or two ways; write either "location: s3://photos" or "select"',
        '  inventories[0].at[1].destination.bukcet: unknown key "bukcet"; did you mean "bucket"?',
        '  mange: unknown key "mange"; did you mean "manage"?',
      ].join('\n'),
    )
  })

  it('refuses names of connections that no place can hold', () => {
    const connections = { prod: { provider: 'aws-s3' }, 'a/b': { provider: 'aws-s3' } }
    expect(() => parseDeclaration({ ...declaration, connections })).toThrow(
      'connections.a/b: "a/b" is no name of a connection',
    )
  })

  it.each(['"connections":{"__proto__":{"provider":"aws-s3"}}', '"tags":{"__proto__":"x"}'])(
    'does not drop %s without a word',
    (written) => {
      const [connections, tags] = written.startsWith('"tags"')
        ? ['"connections":{"a":{"provider":"aws-s3"}}', written]
        : [written, '"tags":{}']
      const text = `{"apiVersion":"bucket-inventory/v1",${connections},"inventories":[{"configuration":{"id":"a","schedule":{"every":"day"},"fields":[]},"at":[{"select":{"connection":"a",${tags}}}]}]}`
      expect(() => parseDeclaration(JSON.parse(text))).toThrow('"__proto__"')
    },
  )
})
