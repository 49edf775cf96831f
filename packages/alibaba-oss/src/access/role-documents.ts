import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { folderOf } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import { allowing, isWidened } from './ram-policy.ts'
import type { RamPolicy } from './ram-policy.ts'

const guide = 'https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory'
const sdkPage =
  'https://www.alibabacloud.com/help/en/oss/developer-reference/bucket-inventory-using-oss-sdk-for-python-v2'

/** Who may take on the role: OSS. */
export const trustPolicy: RamPolicy = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { Service: ['oss.aliyuncs.com'] },
    },
  ],
}

/** What one role needs for all the inventories that share it: who may take it on, and what it may do, in both forms. */
export function roleDocuments(deliveries: readonly OssDelivery[]): readonly AccessDocument[] {
  const [first] = deliveries
  if (first === undefined) return []
  const { role, account, roleArn } = first
  const write = resources(deliveries, ({ destination, prefix }) => [
    `acs:oss:*:${account}:${destination}/${folderOf(prefix)}*`,
  ])
  const read = resources(deliveries, ({ source }) => [
    `acs:oss:*:${account}:${source}`,
    `acs:oss:*:${account}:${source}/*`,
  ])
  const assumptions = widened(deliveries)
  const writing = allowing(['oss:PutObject', 'oss:AbortMultipartUpload'], write)
  return [
    {
      provider,
      kind: 'role-trust',
      subject: roleArn,
      purpose: `Lets OSS take on the role "${role}" of account ${account}.`,
      content: { ...trustPolicy },
      assumptions: [],
      reference: guide,
    },
    {
      provider,
      kind: 'role-permission',
      subject: roleArn,
      purpose: `Lets the role "${role}" write reports to ${namesOf(deliveries)}: the least that is needed by the documentation of 2026.`,
      content: { ...writing },
      variant: 'least-privilege',
      assumptions,
      reference: guide,
    },
    {
      provider,
      kind: 'role-permission',
      subject: roleArn,
      purpose: `Lets the role "${role}" write reports to ${namesOf(deliveries)} and read what it lists: the older form, which pages of SDKs ask for to this day. Take it where nothing is delivered with the other one.`,
      content: {
        ...writing,
        Statement: [
          ...writing.Statement,
          ...allowing(['oss:ListObjects', 'oss:ListObjectVersions', 'oss:GetObject'], read)
            .Statement,
        ],
      },
      variant: 'read-source',
      assumptions,
      reference: sdkPage,
    },
  ]
}

/** Each once, sorted, so that the same inventories give the same document in any order. */
export function resources(
  deliveries: readonly OssDelivery[],
  of: (delivery: OssDelivery) => readonly string[],
): readonly string[] {
  return [...new Set(deliveries.flatMap(of))].toSorted()
}

function namesOf(deliveries: readonly OssDelivery[]): string {
  return resources(deliveries, ({ destination, prefix }) => [
    `"${destination}${prefix === '' ? '' : `/${prefix}`}"`,
  ]).join(', ')
}

function widened(deliveries: readonly OssDelivery[]): readonly string[] {
  const prefixes = new Set(deliveries.map(({ prefix }) => prefix).filter(isWidened))
  return [...prefixes].map(
    (prefix) =>
      `The prefix "${prefix}" holds "*" or "?", which RAM reads as patterns and cannot be told to take as they are: the resource is wider than the prefix.`,
  )
}
