import type { ProviderName } from '@bucket-inventory/core'
import * as z from 'zod'

import { ossDialect } from '../dialects/oss-dialect.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { s3Dialect } from '../dialects/s3-dialect.ts'
import { folderNameOf, folderOf, manifestName } from './manifest-key.ts'
import type { ReportReference } from './report-reference.ts'
import { unwrapEvent } from './unwrap-event.ts'

/** A delivery that an event announces: a reference that lacks the store of its bucket. */
export interface AnnouncedReport extends Pick<ReportReference, 'manifestKey' | 'time' | 'kind'> {
  readonly provider: ProviderName
  /** Where it was delivered. */
  readonly bucket: string
}

/**
 * The delivery that an event of S3 or OSS announces, the first if it announces several; see {@link reportsFromEvent} for
 * events that come in batches.
 */
export function reportFromEvent(event: unknown): AnnouncedReport | undefined {
  return reportsFromEvent(event)[0]
}

/**
 * Every delivery that an event announces: notifications of S3 and OSS, directly or wrapped by SNS, SQS or MNS, and events of
 * either EventBridge, as objects or as JSON. What completes no delivery, and what is no event, announces nothing.
 */
export function reportsFromEvent(event: unknown): readonly AnnouncedReport[] {
  return unwrapEvent(event).flatMap((written) => {
    const created = createdObject(written)
    const report = created && announced(created)
    return report === undefined ? [] : [report]
  })
}

interface CreatedObject {
  readonly dialect: ReportDialect
  readonly bucket: string
  readonly key: string
}

function announced({ dialect, bucket, key }: CreatedObject): AnnouncedReport | undefined {
  const folder = folderOf(key)
  const time = dialect.timeOfFolder(folderNameOf(key))
  if (time === undefined || key !== folder + dialect.completedBy) return undefined
  const incremental = folderNameOf(folder.slice(0, -1)) === dialect.incrementalFolder
  return {
    provider: dialect.name,
    bucket,
    manifestKey: folder + manifestName,
    time,
    kind: incremental ? 'incremental' : 'full',
  }
}

const objectSchema = z.object({
  bucket: z.object({ name: z.string().min(1) }),
  object: z.object({ key: z.string() }),
})

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
const s3Schema = z.object({
  eventName: z.string().regex(/^(?:s3:)?ObjectCreated:/),
  s3: objectSchema,
})

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
const eventBridgeSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: objectSchema,
})

// https://www.alibabacloud.com/help/en/oss/user-guide/overview-52: uploads that have only begun are "created" too.
const wholeObject = /^(?:oss:)?ObjectCreated:(?!InitiateMultipartUpload$|UploadPart)/

const ossSchema = z.object({ eventName: z.string().regex(wholeObject), oss: objectSchema })

// https://www.alibabacloud.com/help/en/eventbridge/user-guide/oss-events
const ossBridgeSchema = z.object({
  source: z.literal('acs.oss'),
  type: z.string().regex(wholeObject),
  data: z.object({ oss: objectSchema }),
})

function createdObject(event: unknown): CreatedObject | undefined {
  const s3 = s3Schema.safeParse(event)
  if (s3.success) return objectOf(s3Dialect, s3.data.s3, urlDecoded)
  const eventBridge = eventBridgeSchema.safeParse(event)
  if (eventBridge.success) return objectOf(s3Dialect, eventBridge.data.detail)
  const oss = ossSchema.safeParse(event)
  if (oss.success) return objectOf(ossDialect, oss.data.oss)
  const ossBridge = ossBridgeSchema.safeParse(event)
  if (ossBridge.success) return objectOf(ossDialect, ossBridge.data.data.oss)
  return undefined
}

function objectOf(
  dialect: ReportDialect,
  { bucket, object }: z.infer<typeof objectSchema>,
  decode = (key: string) => key,
): CreatedObject {
  return { dialect, bucket: bucket.name, key: decode(object.key) }
}

/** Notifications of S3 encode keys, events of EventBridge do not. */
function urlDecoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}
