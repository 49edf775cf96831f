import { isInventoryError, readAnswer } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import type { OssRequests } from '../oss-requests.ts'
import { provider } from '../oss-words.ts'
import {
  isRule,
  noLifecycle,
  overlapping,
  readLifecycle,
  ruleLike,
  withRule,
  writeLifecycle,
} from './lifecycle-document.ts'
import type { Lifecycle } from './lifecycle-document.ts'
import { nothingToWrite } from './planned-change.ts'
import type { PlannedChange } from './planned-change.ts'
import { retentionRuleOf } from './retention.ts'
import type { RetentionRule } from './retention.ts'

/** OSS takes no more: https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle */
const mostRules = 1000

/** What it takes that a bucket has our rules beside those that it has, which are written back as they are. */
export async function planRetention(
  bucket: string,
  documents: readonly AccessDocument[],
  requests: OssRequests,
  signal: AbortSignal | undefined,
): Promise<PlannedChange> {
  const ours = documents.map(retentionRuleOf)
  const before = await lifecycleText(bucket, requests, signal)
  const found = before === undefined ? noLifecycle : readOf(bucket, before)
  const merged = ours.reduce(withRule, found)
  const after = writeLifecycle(merged)
  const base = {
    provider,
    kind: 'retention',
    subject: bucket,
    documents,
    after,
    ...(before === undefined ? {} : { before }),
  } as const
  if (merged.rules.length > mostRules) {
    const reason = `bucket "${bucket}" would have ${merged.rules.length} lifecycle rules, and OSS takes ${mostRules}`
    return nothingToWrite({ ...base, state: 'refused', reason }, 'limit-exceeded')
  }
  const overlap = overlapOf(bucket, merged, ours)
  if (overlap !== undefined) return nothingToWrite({ ...base, state: 'refused', reason: overlap })
  const write = async (abort: AbortSignal | undefined) => {
    await requests.putLifecycle(bucket, after, abort)
  }
  if (before === undefined) return { change: { ...base, state: 'create' }, write }
  const others = ours.flatMap((rule) => {
    const there = ruleLike(found, rule)
    return there === undefined || isRule(there, rule) ? [] : [rule]
  })
  if (others.length > 0) {
    const texts = (lifecycle: Lifecycle) =>
      writeLifecycle({
        rules: others.map((rule) => ruleLike(lifecycle, rule)).filter((rule) => rule !== undefined),
        beside: {},
      })
    return {
      change: { ...base, state: 'replace', ours: { before: texts(found), after: texts(merged) } },
      write,
    }
  }
  const isThere = ours.every((rule) => ruleLike(found, rule) !== undefined)
  return isThere
    ? nothingToWrite({ ...base, state: 'unchanged', after: before })
    : { change: { ...base, state: 'extend' }, write }
}

/** The rules of a bucket as the service shows them; `undefined` where there are none. */
export async function lifecycleText(
  bucket: string,
  requests: OssRequests,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return await requests.lifecycle(bucket, signal)
  } catch (error) {
    if (isInventoryError(error) && error.service?.code === 'NoSuchLifecycle') return undefined
    throw error
  }
}

function readOf(bucket: string, text: string): Lifecycle {
  return readAnswer(`the lifecycle rules of bucket "${bucket}"`, () => readLifecycle(text))
}

function overlapOf(
  bucket: string,
  merged: Lifecycle,
  ours: readonly RetentionRule[],
): string | undefined {
  for (const rule of ours) {
    const other = overlapping(merged, rule)
    if (other !== undefined) {
      return `bucket "${bucket}" has the rule ${other}, which is about objects below "${rule.Prefix}" too: OSS takes no two such rules`
    }
  }
  return undefined
}
