import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { isWithin, parseInventoryConfiguration, translateFor } from '@bucket-inventory/core'
import type { ConfigurationPath, Finding, InventoryProvider } from '@bucket-inventory/core'

import { markdownTable } from './markdown-table.ts'

/** What is asked for, by path, over a configuration that every provider here carries without a word. */
const asked: readonly (readonly [ConfigurationPath, string, object])[] = [
  ['id', '100 characters', { id: 'x'.repeat(100) }],
  ['id', '`a/b`', { id: 'a/b' }],
  ['enabled', 'false', { enabled: false }],
  ['schedule.every', 'week', { schedule: { every: 'week' } }],
  ['schedule.every', 'month', { schedule: { every: 'month' } }],
  ['schedule.dayOfMonth', '3', { schedule: { every: 'month', dayOfMonth: 3 } }],
  ['schedule.every', 'once', { schedule: { every: 'once' } }],
  ['schedule.deleteAfterRun', 'true', { schedule: { every: 'once', deleteAfterRun: true } }],
  ['schedule.every', '`aws-s3:Hourly`', { schedule: { every: 'aws-s3:Hourly' } }],
  ['versions', 'all', { versions: 'all' }],
  ['filter.prefix', '`logs/`', { filter: { prefix: 'logs/' } }],
  [
    'filter.lastModified.from',
    '2024',
    { filter: { lastModified: { from: '2024-01-01T00:00:00Z' } } },
  ],
  [
    'filter.lastModified.from',
    'with fractions',
    { filter: { lastModified: { from: '2024-01-01T00:00:00.5Z' } } },
  ],
  [
    'filter.lastModified.from',
    'before 2010',
    { filter: { lastModified: { from: '2001-01-01T00:00:00Z' } } },
  ],
  ['filter.lastModified.to', '2024', { filter: { lastModified: { to: '2024-01-01T00:00:00Z' } } }],
  ['filter.size.min', '1024', { filter: { size: { min: 1024 } } }],
  ['filter.size.max', '1024', { filter: { size: { max: 1024 } } }],
  ['filter.size.max', '0', { filter: { size: { max: 0 } } }],
  ['filter.storageClasses', 'standard', { filter: { storageClasses: ['standard'] } }],
  [
    'filter.storageClasses',
    'intelligent-tiering',
    { filter: { storageClasses: ['intelligent-tiering'] } },
  ],
  ['fields', 'replicationStatus', { fields: ['replicationStatus'] }],
  ['fields', 'checksum', { fields: ['checksum'] }],
  ['fields', '`aws-s3:NewField`', { fields: ['aws-s3:NewField'] }],
  ['destination.prefix', '`a/`', { destination: { prefix: 'a/' } }],
  ['destination.accountId', 'absent', { destination: { accountId: undefined } }],
  ['destination.roleArn', 'absent', { destination: { roleArn: undefined } }],
  ['destination.roleArn', 'a role', { destination: {} }],
  ['destination.format', 'parquet', { destination: { format: 'parquet' } }],
  ['destination.format', 'orc', { destination: { format: 'orc' } }],
  [
    'destination.encryption.type',
    'provider-managed',
    { destination: { encryption: { type: 'provider-managed' } } },
  ],
  ['destination.encryption.keyId', 'absent', { destination: { encryption: { type: 'kms' } } }],
  ['incremental', 'enabled', { incremental: { enabled: true, fields: ['sequence'] } }],
]

const providers: readonly (readonly [string, InventoryProvider, string])[] = [
  ['aws-s3', createS3Provider({ region: 'us-east-1' }), '012345678901'],
  ['alibaba-oss, cn-qingdao', createOssProvider({ region: 'cn-qingdao' }), '1283641033516515'],
  ['alibaba-oss elsewhere', createOssProvider({ region: 'cn-hangzhou' }), '1283641033516515'],
]

/** What comes of what is asked for, on each provider: the translations themselves are asked. */
export function verdictTable(): string {
  return markdownTable(
    ['path', 'asked for', ...providers.map(([name]) => name)],
    asked.map(([path, value, change]) => [
      `\`${path}\``,
      value,
      ...providers.map(([, provider, account]) => verdictOf(provider, account, path, change)),
    ]),
  )
}

function verdictOf(
  provider: InventoryProvider,
  accountId: string,
  path: ConfigurationPath,
  change: object,
): string {
  const { destination: differing, ...rest }: { readonly destination?: object } = change
  const destination = {
    bucket: 'reports',
    accountId,
    roleArn: 'acs:ram::1283641033516515:role/R',
    format: 'csv',
    ...differing,
  }
  const configuration = parseInventoryConfiguration({
    id: 'daily',
    schedule: { every: 'day' },
    fields: ['size', 'lastModified', 'storageClass'],
    ...rest,
    destination: Object.fromEntries(
      Object.entries(destination).filter(([, value]) => value !== undefined),
    ),
  })
  const { findings } = translateFor(provider, provider.scope('photos'), configuration)
  const own = findings.filter(
    (finding) => isWithin(finding.path, path) || isWithin(path, finding.path),
  )
  return own.length === 0 ? 'native' : [...new Set(own.map(wordOf))].join(', ')
}

function wordOf(finding: Finding): string {
  return finding.verdict === 'lossy' ? `lossy (${finding.consequence})` : finding.verdict
}
