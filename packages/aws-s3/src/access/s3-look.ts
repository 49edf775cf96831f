import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'

import type { S3ConnectionOptions } from '../s3-connection.ts'
import type { S3Question } from '../s3-question.ts'
import { readPolicyDocument } from './evaluate-policy-document.ts'
import type { PolicyDocument } from './evaluate-policy-document.ts'
import { lookAtBucket } from './s3-look-bucket.ts'
import type { BucketLook, RequestsIn } from './s3-look-bucket.ts'
import { readEncryption, readLifecycle, readVersioning } from './s3-look-documents.ts'
import type { DefaultEncryption, LifecycleRule } from './s3-look-documents.ts'
import { KeptLooks, lookOnce } from './s3-look-kept.ts'
import type { Look } from './s3-look-kept.ts'
import { S3KeyRequests } from './s3-look-key.ts'
import type { KeyLook } from './s3-look-key.ts'
import { lookAtMetadataTable } from './s3-look-metadata-table.ts'
import type { MetadataTable } from './s3-look-metadata-table.ts'

/** What is asked about a bucket, in the region where it lies. */
export interface BucketPlace {
  readonly bucket: string
  /** Default: that of the connection. */
  readonly region: string | undefined
}

/** A policy, or why it cannot be read. */
type ReadPolicy = PolicyDocument | string

/**
 * What delivery depends on, each thing looked at once: of a listed bucket four requests at most, of a destination six, of a
 * key two, and one more of a bucket in another region than that of the connection. Looks reject only when throttled,
 * aborted, or with no answer.
 */
export class S3Looks {
  readonly #requestsIn: RequestsIn
  readonly #keys: S3KeyRequests
  readonly #buckets = new KeptLooks<BucketLook>()
  readonly #policies = new KeptLooks<Look<ReadPolicy | undefined>>()
  readonly #versionings = new KeptLooks<Look<string>>()
  readonly #encryptions = new KeptLooks<Look<DefaultEncryption>>()
  readonly #lifecycles = new KeptLooks<Look<readonly LifecycleRule[]>>()
  readonly #tables = new KeptLooks<Look<MetadataTable | undefined>>()
  readonly #described = new KeptLooks<Look<KeyLook>>()
  readonly #keyPolicies = new KeptLooks<Look<string>>()

  constructor(requestsIn: RequestsIn, options: S3ConnectionOptions) {
    this.#requestsIn = requestsIn
    this.#keys = new S3KeyRequests(options)
  }

  bucket(
    bucket: string,
    account: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<BucketLook> {
    const look = () => lookAtBucket(this.#requestsIn, bucket, account)
    return this.#buckets.get(JSON.stringify([bucket, account]), look, signal)
  }

  /** Read once, too, as it may be long; `undefined` where the bucket has none. */
  policy(
    place: BucketPlace,
    signal: AbortSignal | undefined,
  ): Promise<Look<ReadPolicy | undefined>> {
    const look = async () => {
      const text = await this.#find(place, 'NoSuchBucketPolicy', 'policies of buckets', {
        command: (sdk) => new sdk.GetBucketPolicyCommand({ Bucket: place.bucket }),
      })
      return text === undefined ? undefined : readPolicyDocument(text)
    }
    return this.#policies.get(place.bucket, () => lookOnce(look), signal)
  }

  /** `Enabled`, `Suspended`; empty where the bucket never kept versions. */
  versioning(place: BucketPlace, signal: AbortSignal | undefined): Promise<Look<string>> {
    const look = async () =>
      readVersioning(
        await this.#ask(place, 'versions of objects', {
          command: (sdk) => new sdk.GetBucketVersioningCommand({ Bucket: place.bucket }),
        }),
      )
    return this.#versionings.get(place.bucket, () => lookOnce(look), signal)
  }

  encryption(
    place: BucketPlace,
    signal: AbortSignal | undefined,
  ): Promise<Look<DefaultEncryption>> {
    const look = async () => {
      const text = await this.#find(
        place,
        'ServerSideEncryptionConfigurationNotFoundError',
        'encryption of buckets',
        { command: (sdk) => new sdk.GetBucketEncryptionCommand({ Bucket: place.bucket }) },
      )
      return text === undefined ? { algorithm: 'AES256' } : readEncryption(text)
    }
    return this.#encryptions.get(place.bucket, () => lookOnce(look), signal)
  }

  lifecycle(
    place: BucketPlace,
    signal: AbortSignal | undefined,
  ): Promise<Look<readonly LifecycleRule[]>> {
    const look = async () => {
      const text = await this.#find(place, 'NoSuchLifecycleConfiguration', 'lifecycle rules', {
        command: (sdk) => new sdk.GetBucketLifecycleConfigurationCommand({ Bucket: place.bucket }),
      })
      return text === undefined ? [] : readLifecycle(text)
    }
    return this.#lifecycles.get(place.bucket, () => lookOnce(look), signal)
  }

  /** `undefined` where the bucket has none. */
  metadataTable(
    place: BucketPlace,
    signal: AbortSignal | undefined,
  ): Promise<Look<MetadataTable | undefined>> {
    const look = () => lookAtMetadataTable(this.#requestsIn(place.region), place.bucket)
    return this.#tables.get(place.bucket, () => lookOnce(look), signal)
  }

  key(
    key: string,
    region: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Look<KeyLook>> {
    const look = () => lookOnce(() => this.#keys.describe(key, region), isFinalOfKeys)
    return this.#described.get(JSON.stringify([key, region]), look, signal)
  }

  keyPolicy(
    arn: string,
    region: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Look<string>> {
    const look = () => lookOnce(() => this.#keys.policy(arn, region), isFinalOfKeys)
    return this.#keyPolicies.get(arn, look, signal)
  }

  async #ask(
    { bucket, region }: BucketPlace,
    missing: string,
    question: Pick<S3Question, 'command'>,
  ): Promise<string> {
    const { text } = await this.#requestsIn(region).exchange({ bucket, missing, ...question })
    return text
  }

  async #find(
    place: BucketPlace,
    absent: string,
    missing: string,
    question: Pick<S3Question, 'command'>,
  ): Promise<string | undefined> {
    try {
      return await this.#ask(place, missing, question)
    } catch (error) {
      if (isInventoryError(error) && error.service?.code === absent) return undefined
      throw error
    }
  }
}

/** Where S3 is reached KMS may not be, as in a network with an endpoint for S3 alone. */
function isFinalOfKeys({ code }: InventoryError): boolean {
  return code !== 'throttled'
}
