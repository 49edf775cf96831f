import type { CheckedSubject } from './check-subject.ts'
import { inventoryContext } from './evaluate-policy-context.ts'
import type { ContextValue, InventoryContextFacts } from './evaluate-policy-context.ts'
import type { PolicyRequest, PolicyResource } from './evaluate-policy.ts'

/** The kind of file of which a report may have none. */
export const dataFiles = 'data files'

/** What S3 asks of the destination: to put each kind of file of a report. */
export function putRequest(subject: CheckedSubject): PolicyRequest {
  const { configuration, partition, destinationAccount } = subject
  const { bucket } = configuration.destination
  return {
    action: 's3:PutObject',
    resources: filesOf(subject, `arn:${partition}:s3:::${bucket}/`),
    context: inventoryContext({
      ...factsOf(subject),
      ...(destinationAccount === undefined ? {} : { resourceAccount: destinationAccount }),
      headers: headersOf(subject),
    }),
  }
}

/** What S3 asks of a key. */
export function keyRequest(subject: CheckedSubject, arn: string): PolicyRequest {
  const account = arn.split(':')[4] ?? ''
  return {
    action: 'kms:GenerateDataKey',
    resources: [{ name: 'the key', examples: [arn] }],
    context: inventoryContext({
      ...factsOf(subject),
      ...(account === '' ? {} : { resourceAccount: account }),
    }),
  }
}

function factsOf({
  bucket,
  partition,
  isDirectory,
  sourceAccount,
  region,
}: CheckedSubject): InventoryContextFacts {
  return {
    partition,
    source: bucket,
    directory: isDirectory,
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
    ...(region === undefined ? {} : { region }),
    now: Date.now(),
  }
}

/**
 * Two examples of each, as nobody knows the time and the names that come:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
function filesOf({ reports, configuration }: CheckedSubject, bucket: string): PolicyResource[] {
  const ending = endings[configuration.destination.format] ?? 'csv.gz'
  const kinds: readonly (readonly [string, string, string])[] = [
    ['manifest.json', '2026-11-20T01-00Z/manifest.json', '2031-02-03T04-59Z/manifest.json'],
    [
      'manifest.checksum',
      '2026-11-20T01-00Z/manifest.checksum',
      '2031-02-03T04-59Z/manifest.checksum',
    ],
    [
      dataFiles,
      `data/0c5e3d7a-8f4b-4d21-9a6c-b7e1f2035d48.${ending}`,
      `data/f9a81b26-71c0-4e3d-85d2-4c6b0a9e7f13.${ending}`,
    ],
    ['symlink.txt', 'hive/dt=2026-11-20-01-00/symlink.txt', 'hive/dt=2031-02-03-04-59/symlink.txt'],
  ]
  return kinds.map(([name, ...keys]) => {
    const [one, other] = keys.map((key) => `${bucket}${reports}${key}`)
    return { name, examples: [one ?? '', other ?? ''] }
  })
}

const endings: Readonly<Record<string, string>> = {
  csv: 'csv.gz',
  orc: 'orc',
  parquet: 'parquet',
}

/** Of encryption S3 says only what the configuration does. */
function headersOf({ configuration }: CheckedSubject): Readonly<Record<string, ContextValue>> {
  const { encryption } = configuration.destination
  const name = 'x-amz-server-side-encryption'
  const keyName = `${name}-aws-kms-key-id`
  const acl = { 'x-amz-acl': ['bucket-owner-full-control'] }
  if (encryption === undefined) return { ...acl, [name]: 'absent', [keyName]: 'absent' }
  if (encryption.type === 'provider-managed') {
    return { ...acl, [name]: ['AES256'], [keyName]: 'absent' }
  }
  const { keyId = '' } = encryption
  // How S3 spells a key that is not written as an ARN no page says.
  const key: ContextValue = keyId.startsWith('arn:') ? [keyId] : 'present'
  return { ...acl, [name]: ['aws:kms'], [keyName]: key }
}
