import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { parseDocument } from '../input/parse-document.ts'
import { configurationYaml } from './configuration-yaml.ts'

const minimal: InventoryConfiguration = {
  destination: { format: 'csv', bucket: 'reports' },
  fields: [],
  versions: 'current',
  schedule: { every: 'day' },
  enabled: true,
  id: 'daily',
}

it('writes the order and the lines that a person would', () => {
  const configuration: InventoryConfiguration = {
    native: { 'aws-s3': { New: ['a', { Deep: 'b' }], '@attribute': 'c' } },
    incremental: { fields: ['type', 'at'], everySeconds: 600, enabled: false },
    destination: {
      encryption: { type: 'kms', keyId: 'k-1' },
      format: 'csv',
      roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
      accountId: '012345678901',
      prefix: 'destination-prefix',
      bucket: 'reports',
    },
    fields: ['size', 'lastModified'],
    filter: {
      storageClasses: ['standard', 'infrequent-access'],
      size: { max: 1_048_576, min: 1024 },
      lastModified: { to: '2021-12-01T08:33:12Z', from: '2021-11-25T23:40:49Z' },
      prefix: 'obj-prefix',
    },
    versions: 'current',
    schedule: { every: 'day' },
    enabled: true,
    id: 'inventory1',
  }
  expect(configurationYaml(configuration)).toBe(`id: inventory1
enabled: true
schedule: { every: day }
versions: current
filter:
  prefix: obj-prefix
  lastModified: { from: 2021-11-25T23:40:49Z, to: 2021-12-01T08:33:12Z }
  size: { min: 1024, max: 1048576 }
  storageClasses: [ standard, infrequent-access ]
fields: [ size, lastModified ]
destination:
  bucket: reports
  prefix: destination-prefix
  accountId: "012345678901"
  roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
  format: csv
  encryption: { type: kms, keyId: k-1 }
incremental:
  enabled: false
  everySeconds: 600
  fields: [ type, at ]
native:
  aws-s3:
    New:
      - a
      - Deep: b
    "@attribute": c
`)
})

describe('keeps every text', () => {
  it.each([
    '0012',
    '0x10',
    '1e3',
    'true',
    'null',
    '~',
    'yes',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '{a}',
    '[a]',
    'a, b]',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '"',
    "'",
    '\\',
    '\\n',
    ' a ',
    'a\n',
    '\n',
    'a\nb',
    'a\r\nb',
    'a\rb\r',
    '\t',
    'a\u0085b',
    'a\u00A0',
    'a\u2028b\u2029c',
    '\uFEFFa',
    '\u009B31m',
    '\u0001',
    '\u007F',
    'ü日本語',
    '\u{1F600}',
    '\uD800',
    `${'long '.repeat(100)}end`,
    '---',
    '...',
    '--- a',
    '?',
    ':',
    '=',
    '<<',
    '2021-11-25',
    '1_000',
    '0b1',
    '.inf',
    '1:30',
    'a\u200Eb',
  ])('%j', (text) => {
    const configuration: InventoryConfiguration = {
      ...minimal,
      id: text,
      filter: { prefix: text },
      native: { 'aws-s3': { [text]: text, List: [text, { Deep: text }] } },
    }
    const yaml = configurationYaml(configuration)
    expect(parseDocument(yaml, 'x.yaml').value).toStrictEqual(configuration)
  })
})

it('writes nothing that a terminal obeys', () => {
  const yaml = configurationYaml({ ...minimal, id: 'a\u001B[31m\u009B31m\u0007\r\u202Eb' })
  // oxlint-disable-next-line no-control-regex
  expect(yaml).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/)
})

it('is read as what it was written from', () => {
  expect(
    parseInventoryConfiguration(parseDocument(configurationYaml(minimal), 'x.yaml').value),
  ).toStrictEqual(minimal)
})
