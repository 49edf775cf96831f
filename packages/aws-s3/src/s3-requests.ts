import { abortable, InventoryError } from '@bucket-inventory/core'

import { fromBucketArn, isDirectoryBucket, isSendableName } from './s3-arn.ts'
import { S3Connection } from './s3-connection.ts'
import type { OpenedConnection, S3ConnectionOptions } from './s3-connection.ts'
import type { S3InventoryClient } from './s3-inventory-client.ts'
import {
  answerMiddleware,
  answerStep,
  requestMiddleware,
  requestStep,
  uncheckedMiddleware,
} from './s3-middleware.ts'
import type { Answer } from './s3-middleware.ts'
import type {
  BucketInput,
  GetObjectOptions,
  HeadObjectOptions,
  S3Exchange,
  S3Question,
} from './s3-question.ts'
import { toInventoryError } from './to-inventory-error.ts'
import type { RequestContext } from './to-inventory-error.ts'

interface Sending extends Omit<RequestContext, 'region'> {
  readonly signal: AbortSignal | undefined
}

/**
 * The requests, as texts. The SDK carries them: endpoint, signature, retries, errors. Every rejection is an
 * `InventoryError`, but for an aborted signal's own reason.
 */
export class S3Requests {
  readonly #options: S3ConnectionOptions
  readonly #connection: S3Connection

  constructor(options: S3ConnectionOptions) {
    this.#options = options
    this.#connection = new S3Connection(options)
  }

  /** Region of the buckets, as far as it is known. */
  get region(): string | undefined {
    return this.#connection.region
  }

  /** Learns the region without a request to S3, if it can. */
  async learnRegion(): Promise<void> {
    await this.#connection.learnRegion()
  }

  async put(bucket: string, id: string, document: string, signal?: AbortSignal): Promise<void> {
    const command: S3Question['command'] = (sdk, common) =>
      // The document takes the place of the configuration.
      new sdk.PutBucketInventoryConfigurationCommand({
        ...common,
        Id: id,
        InventoryConfiguration: undefined,
      })
    const { text } = await this.exchange({ bucket, id, document, command }, signal)
    requireNoText(text, bucket, id)
  }

  /** The document, whatever it is. */
  async get(bucket: string, id: string, signal?: AbortSignal): Promise<string> {
    const command: S3Question['command'] = (sdk, common) =>
      new sdk.GetBucketInventoryConfigurationCommand({ ...common, Id: id })
    return (await this.exchange({ bucket, id, command }, signal)).text
  }

  /** The document of one page, whatever it is. */
  async list(bucket: string, token: string | undefined, signal?: AbortSignal): Promise<string> {
    const command: S3Question['command'] = (sdk, common) =>
      new sdk.ListBucketInventoryConfigurationsCommand({
        ...common,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      })
    return (await this.exchange({ bucket, command }, signal)).text
  }

  /**
   * `look` is awaited before anything leaves for a host that is not one of S3 itself, as a server that does not know `?inventory`
   * would delete the bucket.
   */
  async delete(
    bucket: string,
    id: string,
    look: () => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    const command: S3Question['command'] = (sdk, common) =>
      new sdk.DeleteBucketInventoryConfigurationCommand({ ...common, Id: id })
    const question = { bucket, id, beforeForeignHost: look, command }
    const { text } = await this.exchange(question, signal)
    requireNoText(text, bucket, id)
  }

  /** One page of the buckets of the account, whatever it is. Their regions are told only where a page is asked for. */
  async listBuckets(token: string | undefined, signal?: AbortSignal): Promise<string> {
    return this.#send({ missing: 'list of buckets', signal }, async ({ sdk, client }) => {
      const answer: Answer = { text: '' }
      const command = new sdk.ListBucketsCommand({
        MaxBuckets: 1000,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      })
      command.middlewareStack.add(answerMiddleware(answer), answerStep)
      await this.#carry(client, command, signal)
      return answer.text
    })
  }

  /** The document of the tags of a bucket, whatever it is. */
  async tags(bucket: string, signal?: AbortSignal): Promise<string> {
    const question: S3Question = {
      bucket,
      missing: 'tags of buckets',
      command: (sdk, common) => new sdk.GetBucketTaggingCommand(common),
    }
    return (await this.exchange(question, signal)).text
  }

  /** The document of one page of what is directly below a prefix, whatever it is. Keys in it are URL-encoded. */
  async listObjects(
    bucket: string,
    prefix: string,
    token: string | undefined,
    signal?: AbortSignal,
  ): Promise<string> {
    const command: S3Question['command'] = (sdk) =>
      new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        EncodingType: 'url',
        ...(token === undefined ? {} : { ContinuationToken: token }),
      })
    const { text } = await this.exchange({ bucket, missing: 'objects', command }, signal)
    return text
  }

  /** What the SDK reads of the headers. */
  async headObject(
    bucket: string,
    key: string,
    { listed = false, versionId, signal }: HeadObjectOptions,
  ): Promise<unknown> {
    return this.#send({ bucket, key, missing: 'objects', signal }, async ({ sdk, client }) => {
      const command = new sdk.HeadObjectCommand({
        ...(listed ? { ...this.#common(bucket), ChecksumMode: 'ENABLED' } : { Bucket: bucket }),
        Key: key,
        ...(versionId === undefined ? {} : { VersionId: versionId }),
      })
      const options = { ofObject: true, ...this.#local(bucket) }
      command.middlewareStack.add(requestMiddleware(options), requestStep)
      return this.#carry(client, command, signal)
    })
  }

  /** The same, and the body as it comes. */
  async getObject(
    bucket: string,
    key: string,
    { range, etag, signal }: GetObjectOptions,
  ): Promise<unknown> {
    return this.#send({ bucket, key, missing: 'objects', signal }, async ({ sdk, client }) => {
      const command = new sdk.GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(range === undefined ? {} : { Range: range }),
        ...(etag === undefined ? {} : { IfMatch: etag }),
      })
      const options = { ofObject: true, ...this.#local(bucket) }
      command.middlewareStack.add(requestMiddleware(options), requestStep)
      command.middlewareStack.add(uncheckedMiddleware(), answerStep)
      return this.#carry(client, command, signal)
    })
  }

  /** Sends a request about a bucket. */
  async exchange(question: S3Question, signal?: AbortSignal): Promise<S3Exchange> {
    const { bucket, id, missing, document, beforeForeignHost, modelled = false } = question
    const about = {
      bucket,
      ...(id === undefined ? {} : { id }),
      ...(missing === undefined ? {} : { missing }),
    }
    return this.#send({ ...about, signal }, async ({ sdk, client }) => {
      const answer: Answer = { text: '' }
      const command = question.command(sdk, this.#common(bucket))
      const options = {
        ...(document === undefined ? {} : { document }),
        ...(beforeForeignHost === undefined ? {} : { beforeForeignHost }),
        ...this.#local(bucket),
      }
      command.middlewareStack.add(requestMiddleware(options), requestStep)
      if (!modelled) command.middlewareStack.add(answerMiddleware(answer), answerStep)
      const output = await this.#carry(client, command, signal)
      return { text: answer.text, output }
    })
  }

  /** The one place where errors are classified. */
  async #send<Result>(
    { signal, ...context }: Sending,
    send: (connection: OpenedConnection) => Promise<Result>,
  ): Promise<Result> {
    signal?.throwIfAborted()
    if (context.bucket !== undefined) requireSendable(context.bucket)
    try {
      const result = await send(await this.#connection.open())
      await this.#connection.learnRegion()
      return result
    } catch (error) {
      signal?.throwIfAborted()
      throw toInventoryError(error, { ...context, region: this.region })
    }
  }

  /** The SDK does not look at the signal while it gets credentials. */
  async #carry(
    client: S3InventoryClient,
    command: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    signal?.throwIfAborted()
    // The one cast: a structural client takes the commands of whatever SDK it is of.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const given = command as never
    // What nobody can stop needs no listeners, which cost more than all else here.
    if (signal === undefined) return client.send(given)
    // One listener for each request: Node warns of more than ten on a signal that many requests share.
    const stopped = new AbortController()
    const stop = () => {
      stopped.abort(signal.reason)
    }
    signal.addEventListener('abort', stop)
    try {
      const sent = client.send(given, { abortSignal: stopped.signal })
      return await abortable(sent, stopped.signal)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  #common(bucket: string): BucketInput {
    const { accountId } = this.#options
    // Directory buckets answer 501 to it:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html
    return accountId === undefined || isDirectoryBucket(bucket)
      ? { Bucket: bucket }
      : { Bucket: bucket, ExpectedBucketOwner: accountId }
  }

  /** A client that was given knows its own style. */
  #local(bucket: string): { readonly localPathStyle?: string } {
    const { client, forcePathStyle } = this.#options
    return client === undefined && forcePathStyle === undefined ? { localPathStyle: bucket } : {}
  }
}

/** The bucket becomes a part of the address: dots alone would mean another one. */
function requireSendable(bucket: string): void {
  if (isSendableName(bucket)) return
  throw new InventoryError('invalid-input', `"${bucket}" is no name of a bucket${advice(bucket)}`)
}

function advice(bucket: string): string {
  const name = fromBucketArn(bucket)
  return name === bucket ? '' : `; write "${name}"`
}

/** The service says nothing to a put or a deletion; a proxy or a portal in between might. */
function requireNoText(text: string, bucket: string, id: string): void {
  if (text.trim() === '') return
  throw new InventoryError(
    'protocol',
    `inventory "${id}" of bucket "${bucket}": the answer is not the empty one of S3`,
    { service: { status: 200 } },
  )
}
