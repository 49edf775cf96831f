import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { S3Exchange, S3Question } from '../s3-question.ts'
import type { S3Requests } from '../s3-requests.ts'

/** The lifecycle rules of a bucket. */
export interface LifecycleText {
  readonly text: string
  /**
   * The smallest objects that rules move to another class. It stands in a header, and a put that does not say it sets the
   * default: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
   */
  readonly minimumSize?: MinimumSize
}

type MinimumSize = 'all_storage_classes_128K' | 'varies_by_storage_class'

/**
 * What lets reports into a bucket and goes with them, as the texts that the service holds. No owner is expected of a
 * bucket, as the destination may be another account's. A refusal says which right is missing.
 */
export class S3AccessRequests {
  readonly #requests: S3Requests

  constructor(requests: S3Requests) {
    this.#requests = requests
  }

  /** `undefined` where the bucket has none. */
  async getPolicy(bucket: string, signal?: AbortSignal): Promise<string | undefined> {
    const exchange = await this.#find(
      's3:GetBucketPolicy',
      'NoSuchBucketPolicy',
      {
        bucket,
        missing: 'policies of buckets',
        command: (sdk) => new sdk.GetBucketPolicyCommand({ Bucket: bucket }),
      },
      signal,
    )
    return exchange?.text
  }

  async putPolicy(bucket: string, text: string, signal?: AbortSignal): Promise<void> {
    await this.#ask(
      's3:PutBucketPolicy',
      {
        bucket,
        missing: 'policies of buckets',
        command: (sdk) => new sdk.PutBucketPolicyCommand({ Bucket: bucket, Policy: text }),
      },
      signal,
    )
  }

  /** The document, which holds nothing where nothing is announced. */
  async getNotification(bucket: string, signal?: AbortSignal): Promise<string> {
    const { text } = await this.#ask(
      's3:GetBucketNotification',
      {
        bucket,
        missing: 'notifications',
        command: (sdk) => new sdk.GetBucketNotificationConfigurationCommand({ Bucket: bucket }),
      },
      signal,
    )
    return text
  }

  async putNotification(bucket: string, document: string, signal?: AbortSignal): Promise<void> {
    await this.#ask(
      's3:PutBucketNotification',
      {
        bucket,
        missing: 'notifications',
        command: (sdk) =>
          new sdk.PutBucketNotificationConfigurationCommand({
            Bucket: bucket,
            // The document takes its place.
            NotificationConfiguration: {},
          }),
        document,
      },
      signal,
    )
  }

  /** `undefined` where the bucket has no rules. */
  async getLifecycle(bucket: string, signal?: AbortSignal): Promise<LifecycleText | undefined> {
    const exchange = await this.#find(
      's3:GetLifecycleConfiguration',
      'NoSuchLifecycleConfiguration',
      {
        bucket,
        missing: 'lifecycle rules',
        command: (sdk) => new sdk.GetBucketLifecycleConfigurationCommand({ Bucket: bucket }),
      },
      signal,
    )
    if (exchange === undefined) return undefined
    const minimumSize = minimumSizeOf(exchange.output, bucket)
    return { text: exchange.text, ...(minimumSize === undefined ? {} : { minimumSize }) }
  }

  async putLifecycle(
    bucket: string,
    { text, minimumSize }: LifecycleText,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#ask(
      's3:PutLifecycleConfiguration',
      {
        bucket,
        missing: 'lifecycle rules',
        command: (sdk) =>
          new sdk.PutBucketLifecycleConfigurationCommand({
            Bucket: bucket,
            // The document takes the place of the rules.
            LifecycleConfiguration: { Rules: [] },
            ...(minimumSize === undefined
              ? {}
              : { TransitionDefaultMinimumObjectSize: minimumSize }),
          }),
        document: text,
      },
      signal,
    )
  }

  async #find(
    right: string,
    absent: string,
    question: S3Question,
    signal: AbortSignal | undefined,
  ): Promise<S3Exchange | undefined> {
    try {
      return await this.#ask(right, question, signal)
    } catch (error) {
      if (isInventoryError(error) && error.service?.code === absent) return undefined
      throw error
    }
  }

  async #ask(
    right: string,
    question: S3Question,
    signal: AbortSignal | undefined,
  ): Promise<S3Exchange> {
    try {
      return await this.#requests.exchange(question, signal)
    } catch (error) {
      throw isInventoryError(error) ? refused(error, question.bucket, right) : error
    }
  }
}

/** Who has the right and is of another account than the owner gets 405: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
function refused(error: InventoryError, bucket: string, right: string): InventoryError {
  const { code, message, service } = error
  const isOther = service?.code === 'MethodNotAllowed' && right.endsWith('BucketPolicy')
  if (code !== 'permission-denied' && !isOther) return error
  const what = isOther
    ? `bucket "${bucket}": S3 lets nobody of another account than the owner's do this (${service.code})`
    : message
  return new InventoryError('permission-denied', `${what}; this takes the right to ${right}`, {
    cause: error,
    ...(service === undefined ? {} : { service }),
  })
}

function minimumSizeOf(output: unknown, bucket: string): MinimumSize | undefined {
  const found: unknown =
    typeof output === 'object' && output !== null
      ? Reflect.get(output, 'TransitionDefaultMinimumObjectSize')
      : undefined
  if (found === undefined || found === '') return undefined
  if (found === 'all_storage_classes_128K' || found === 'varies_by_storage_class') return found
  throw new InventoryError(
    'unsupported',
    `bucket "${bucket}": its lifecycle rules have the minimum size ${JSON.stringify(found)}, which cannot be written back`,
  )
}
