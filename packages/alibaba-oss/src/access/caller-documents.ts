import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { folderOf } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import { policyNames } from './policy-names.ts'
import type { RamPolicy, RamStatement } from './ram-policy.ts'
import { resources } from './role-documents.ts'

/** What whoever manages inventories must be allowed, a document for each thing that is done: RAM statements have no names. */
export function callerDocuments(deliveries: readonly OssDelivery[]): readonly AccessDocument[] {
  const sources = resources(deliveries, ({ account, source }) => [`acs:oss:*:${account}:${source}`])
  const destinations = resources(deliveries, ({ account, destination }) => [
    `acs:oss:*:${account}:${destination}`,
  ])
  const reports = resources(deliveries, ({ account, destination, prefix }) => [
    `acs:oss:*:${account}:${destination}/${folderOf(prefix)}*`,
  ])
  const roles = resources(deliveries, ({ account, role }) => [`acs:ram:*:${account}:role/${role}`])
  const policies = resources(deliveries, ({ account, role }) =>
    Object.values(policyNames(role)).map((name) => `acs:ram:*:${account}:policy/${name}`),
  )
  return [
    caller(
      'Lets the caller write, read and delete the inventories of the listed buckets.',
      statement(
        ['oss:PutBucketInventory', 'oss:GetBucketInventory', 'oss:DeleteBucketInventory'],
        sources,
      ),
    ),
    caller(
      'Lets the caller hand the role over to OSS, where RAM asks for it when an inventory is written.',
      statement(['ram:PassRole'], roles),
    ),
    caller(
      'Lets the caller read the reports.',
      {
        ...statement(['oss:ListObjects'], destinations),
        Condition: {
          StringLike: {
            'oss:Prefix': resources(deliveries, ({ prefix }) => [`${folderOf(prefix)}*`]),
          },
        },
      },
      statement(['oss:GetObject'], reports),
    ),
    caller(
      'Lets the caller check whether reports can be delivered: the buckets, the role and its policies.',
      statement(['oss:GetBucketInfo'], [...new Set([...sources, ...destinations])].toSorted()),
      statement(['oss:GetBucketLifecycle', 'oss:GetBucketPolicy'], destinations),
      statement(['ram:GetRole', 'ram:ListPoliciesForRole'], roles),
      statement(['ram:GetPolicy'], ['*']),
    ),
    caller(
      'Lets the caller make the role and its policies, and expire old reports.',
      statement(['ram:CreateRole', 'ram:UpdateRole', 'ram:AttachPolicyToRole'], roles),
      statement(
        ['ram:CreatePolicy', 'ram:CreatePolicyVersion', 'ram:AttachPolicyToRole'],
        policies,
      ),
      statement(['oss:PutBucketLifecycle'], destinations),
    ),
  ]
}

function caller(purpose: string, ...statements: readonly RamStatement[]): AccessDocument {
  const content: RamPolicy = { Version: '1', Statement: statements }
  return {
    provider,
    kind: 'caller-policy',
    subject: 'caller',
    purpose,
    content: { ...content },
    assumptions: [],
    reference:
      'https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements',
  }
}

function statement(Action: readonly string[], Resource: readonly string[]): RamStatement {
  return { Effect: 'Allow', Action, Resource }
}
