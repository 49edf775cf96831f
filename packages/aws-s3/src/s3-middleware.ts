import { InventoryError } from '@bucket-inventory/core'

import { isS3Host } from './s3-partitions.ts'

/** Where {@link requestMiddleware} stands: behind the resolved endpoint, before length, hash and signature. */
export const requestStep = { step: 'build', priority: 'high', name: 'inventoryRequest' } as const

/** Where {@link answerMiddleware} stands: next to the wire, before the SDK parses. */
export const answerStep = { step: 'deserialize', priority: 'low', name: 'inventoryAnswer' } as const

export interface RequestMiddlewareOptions {
  /** What to send instead of the SDK's own serialization. Default: that. */
  readonly document?: string
  /** The bucket to put into the path where its host would be `bucket.localhost`. Default: none. */
  readonly localPathStyle?: string
  /** The request is about an object, whose key may end in slashes. Default: false. */
  readonly ofObject?: boolean
  /** Awaited before a request leaves for a host that is not one of S3 itself. Default: nothing. */
  readonly beforeForeignHost?: () => Promise<void>
}

/** Changes a request before it is signed, once for all its attempts. */
export function requestMiddleware(options: RequestMiddlewareOptions) {
  const { document, localPathStyle, ofObject = false, beforeForeignHost } = options
  return <Args extends { readonly request: unknown }, Result>(
    next: (args: Args) => Promise<Result>,
  ) =>
    async (args: Args): Promise<Result> => {
      const { request } = args
      if (!isRequest(request)) throw new TypeError('the SDK made a request of an unknown shape')
      if (localPathStyle !== undefined && request.hostname === `${localPathStyle}.localhost`) {
        request.hostname = 'localhost'
        request.path = `/${localPathStyle}${request.path}`
      }
      // The SDK's rules double the slash behind a directory bucket at an IP address.
      if (!ofObject && request.path.endsWith('//')) request.path = request.path.slice(0, -1)
      if (beforeForeignHost !== undefined && !isS3Host(request.hostname)) {
        await beforeForeignHost()
      }
      if (document !== undefined) {
        request.body = document
        request.headers['content-type'] = 'application/xml'
      }
      return next(args)
    }
}

/** The text of an answer. */
export interface Answer {
  text: string
}

/**
 * Keeps the text of a successful answer and hides it from the SDK, whose model drops what it does not know. An error that
 * comes with status 200 is the SDK's, which retries it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function answerMiddleware(answer: Answer) {
  return <Args, Result extends { readonly response: unknown }>(
    next: (args: Args) => Promise<Result>,
  ) =>
    async (args: Args): Promise<Result> => {
      const result = await next(args)
      const { response } = result
      if (!isResponse(response)) throw new TypeError('the SDK got an answer of an unknown shape')
      if (response.statusCode < 200 || response.statusCode > 299) return result
      const bytes = await bytesOf(response.body)
      answer.text = textOf(bytes)
      const isError = /^\s*(?:<\?xml[^>]*>\s*)?<Error[\s>]/.test(answer.text)
      if (isError) response.statusCode = 503
      response.body = isError ? bytes : new Uint8Array()
      return result
    }
}

/**
 * Hides the checksums of an answer from the SDK, which would compute them anew over every byte that passes: what is read here
 * is verified by the MD5 of its manifest. The body then is what the connection gives, not what wraps it.
 */
export function uncheckedMiddleware() {
  return <Args, Result extends { readonly response: unknown }>(
    next: (args: Args) => Promise<Result>,
  ) =>
    async (args: Args): Promise<Result> => {
      const result = await next(args)
      const { response } = result
      if (!isResponse(response)) throw new TypeError('the SDK got an answer of an unknown shape')
      for (const name of Object.keys(response.headers)) {
        if (name.startsWith('x-amz-checksum-')) Reflect.deleteProperty(response.headers, name)
      }
      return result
    }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InventoryError('protocol', 'the answer is no text in UTF-8', { cause: error })
  }
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (!isIterable(body)) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

interface WireRequest {
  hostname: string
  path: string
  headers: Record<string, string>
  body: unknown
}

function isRequest(value: unknown): value is WireRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'hostname' in value &&
    'path' in value &&
    'headers' in value
  )
}

interface WireResponse {
  statusCode: number
  readonly headers: object
  body: unknown
}

function isResponse(value: unknown): value is WireResponse {
  return (
    typeof value === 'object' &&
    value !== null &&
    'statusCode' in value &&
    typeof value.statusCode === 'number' &&
    'headers' in value &&
    typeof value.headers === 'object' &&
    value.headers !== null
  )
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}
