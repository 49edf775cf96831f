import type { AccessDocument } from '@bucket-inventory/core'

import { notificationMerger } from './merge-notification.ts'
import { policyMerger } from './merge-policy.ts'
import { retentionMerger } from './merge-retention.ts'
import type { AccessMerger } from './merged-text.ts'
import type { LifecycleText, S3AccessRequests } from './s3-access-requests.ts'

/** A set of rules of a bucket that documents can be merged into. */
export interface AccessTarget {
  /** As people call it, before the name of the bucket. */
  readonly name: string
  readonly merger: AccessMerger
  read(
    requests: S3AccessRequests,
    bucket: string,
    signal: AbortSignal | undefined,
  ): Promise<LifecycleText | undefined>
  write(
    requests: S3AccessRequests,
    bucket: string,
    text: LifecycleText,
    signal: AbortSignal | undefined,
  ): Promise<void>
}

const policy: AccessTarget = {
  name: 'the policy',
  merger: policyMerger,
  async read(requests, bucket, signal) {
    const text = await requests.getPolicy(bucket, signal)
    return text === undefined ? undefined : { text }
  },
  write: (requests, bucket, { text }, signal) => requests.putPolicy(bucket, text, signal),
}

const notification: AccessTarget = {
  name: 'the notifications',
  merger: notificationMerger,
  read: async (requests, bucket, signal) => ({
    text: await requests.getNotification(bucket, signal),
  }),
  write: (requests, bucket, { text }, signal) => requests.putNotification(bucket, text, signal),
}

const lifecycle: AccessTarget = {
  name: 'the lifecycle rules',
  merger: retentionMerger,
  read: (requests, bucket, signal) => requests.getLifecycle(bucket, signal),
  write: (requests, bucket, text, signal) => requests.putLifecycle(bucket, text, signal),
}

/** Where a document goes; or why this library does not write it. */
export function accessTarget({ kind, subject, content }: AccessDocument): AccessTarget | string {
  switch (kind) {
    case 'bucket-policy':
    case 'optional-fields':
      return policy
    case 'retention':
      return lifecycle
    case 'notification':
      if (content['EventPattern'] !== undefined) {
        return 'rules of EventBridge are made there: this library writes what buckets have'
      }
      return content['Effect'] === undefined
        ? notification
        : `the policy of ${subject} is written by whoever owns it: this library writes what buckets have`
    case 'key-policy':
      return 'the policy of a key is written by whoever manages the key: a mistake in it locks everybody out'
    case 'caller-policy':
      return 'rights of users and roles are given in IAM: this library writes what buckets have'
    case 'role-trust':
    case 'role-permission':
      return 'S3 assumes no role to write inventories'
  }
}
