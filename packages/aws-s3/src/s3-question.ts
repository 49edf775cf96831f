import type * as Sdk from '@aws-sdk/client-s3'

import type {
  answerMiddleware,
  answerStep,
  requestMiddleware,
  requestStep,
} from './s3-middleware.ts'

/** The part of a command of the SDK that is needed to send it. */
export interface S3Command {
  readonly middlewareStack: {
    add(middleware: ReturnType<typeof requestMiddleware>, step: typeof requestStep): void
    add(middleware: ReturnType<typeof answerMiddleware>, step: typeof answerStep): void
  }
}

/** A request about a bucket. */
export interface S3Question {
  readonly bucket: string
  /** Of the inventory that it is about. Default: none. */
  readonly id?: string
  /** What a server lacks that does not know the request, as `policies of buckets`. Default: inventories. */
  readonly missing?: string
  /** `common` names the bucket, and as its expected owner the account of the connection. */
  readonly command: (sdk: typeof Sdk, common: BucketInput) => S3Command
  /** Sent instead of what the SDK makes of the input. Default: that. */
  readonly document?: string
  /** Awaited before it leaves for a host that is not one of S3 itself. Default: nothing. */
  readonly beforeForeignHost?: () => Promise<void>
  /** Leave the answer to the SDK, and give no text. Default: false. */
  readonly modelled?: boolean
}

export interface S3Exchange {
  /** The body of the answer, whatever it is. */
  readonly text: string
  /** What the SDK reads of the headers, and of the body where it is left to it. */
  readonly output: unknown
}

/** How every request names its bucket. */
export interface BucketInput {
  readonly Bucket: string
  readonly ExpectedBucketOwner?: string
}

export interface HeadObjectOptions {
  /** Of a bucket that is listed: its owner is expected, and its checksum asked for. Default: false. */
  readonly listed?: boolean
  readonly versionId?: string | undefined
  readonly signal: AbortSignal | undefined
}

export interface GetObjectOptions {
  readonly range: string | undefined
  readonly etag: string | undefined
  readonly signal: AbortSignal | undefined
}
