import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode, ServiceAnswer } from '@bucket-inventory/core'

/** What was asked for when it went wrong. */
export interface RequestContext {
  /** Default: the account. */
  readonly bucket?: string
  /** Of one inventory. Default: all of the bucket. */
  readonly id?: string
  /** Of an object, instead. */
  readonly key?: string
  /** Of a role that was to be assumed, instead. */
  readonly role?: string
  /** What a server lacks that does not know the request. Default: bucket inventories. */
  readonly missing?: string
  readonly region: string | undefined
}

/** By the name of the error: facts from https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and the SDK. */
const codes: Readonly<Record<string, InventoryErrorCode>> = {
  NoSuchBucket: 'not-found',
  NoSuchConfiguration: 'not-found',
  NoSuchKey: 'not-found',
  NotFound: 'not-found',
  TooManyConfigurations: 'limit-exceeded',
  MalformedXML: 'invalid-configuration',
  MalformedPolicy: 'invalid-configuration',
  IdMismatch: 'invalid-configuration',
  InvalidS3DestinationBucket: 'invalid-configuration',
  InvalidArgument: 'invalid-configuration',
  InvalidRequest: 'invalid-configuration',
  InvalidBucketName: 'invalid-input',
  OperationAborted: 'conflict',
  ConditionalRequestConflict: 'conflict',
  PreconditionFailed: 'conflict',
  NotImplemented: 'unsupported',
  MethodNotAllowed: 'unsupported',
  PermanentRedirect: 'invalid-input',
  AuthorizationHeaderMalformed: 'invalid-input',
  IllegalLocationConstraintException: 'invalid-input',
  EndpointError: 'invalid-input',
  ValidationError: 'invalid-input',
  AccessDenied: 'permission-denied',
  AllAccessDisabled: 'permission-denied',
  AccountProblem: 'permission-denied',
  InvalidAccessKeyId: 'unauthenticated',
  InvalidClientTokenId: 'unauthenticated',
  MissingAuthenticationToken: 'unauthenticated',
  SignatureDoesNotMatch: 'unauthenticated',
  ExpiredToken: 'unauthenticated',
  ExpiredTokenException: 'unauthenticated',
  InvalidToken: 'unauthenticated',
  InvalidSecurity: 'unauthenticated',
  NotSignedUp: 'unauthenticated',
  RequestTimeTooSkewed: 'unauthenticated',
  CredentialsProviderError: 'unauthenticated',
  TokenProviderError: 'unauthenticated',
  SlowDown: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  BandwidthLimitExceeded: 'throttled',
  InternalError: 'unavailable',
  ServiceUnavailable: 'unavailable',
  RequestTimeout: 'unavailable',
  TimeoutError: 'unavailable',
}

/** Where the name says nothing. */
const statuses: Readonly<Record<number, InventoryErrorCode>> = {
  301: 'invalid-input',
  307: 'invalid-input',
  401: 'unauthenticated',
  403: 'permission-denied',
  404: 'not-found',
  405: 'unsupported',
  409: 'conflict',
  412: 'conflict',
  429: 'throttled',
  501: 'unsupported',
  // An answer to HEAD has no body that names it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  503: 'throttled',
}

/** Names that no service gave. */
const unnamed: ReadonlySet<string> = new Set(['Error', 'TypeError', 'Unknown'])

/** By the code that Node gives its errors. */
const systemCodes: Readonly<Record<string, InventoryErrorCode>> = {
  EAI_AGAIN: 'unavailable',
  ECONNABORTED: 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOTFOUND: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ERR_INVALID_URL: 'invalid-input',
  // The SDK is a peer dependency.
  ERR_MODULE_NOT_FOUND: 'unsupported',
}

/** Classifies what the SDK threw, by its name first; the original is the cause. One of ours passes as it is. */
export function toInventoryError(error: unknown, context: RequestContext): InventoryError {
  if (isInventoryError(error)) return error
  const name = textAt(error, 'name') ?? 'Unknown'
  const message = error instanceof Error ? firstLine(error.message) : firstLine(String(error))
  const found = codeOf(error, name, message)
  const code = context.role === undefined ? found : codeOfRole(found)
  return new InventoryError(code, describe(code, name, message, error, context), {
    cause: error,
    service: answerOf(error, name),
  })
}

/** What is missing or refused in the way of a role must not be taken for the bucket or its inventory. */
function codeOfRole(code: InventoryErrorCode): InventoryErrorCode {
  const isOfInventory =
    code === 'not-found' ||
    code === 'conflict' ||
    code === 'limit-exceeded' ||
    code === 'invalid-configuration'
  return isOfInventory ? 'permission-denied' : code
}

function codeOf(error: unknown, name: string, message: string): InventoryErrorCode {
  const named = Object.hasOwn(codes, name) ? codes[name] : undefined
  if (named !== undefined) return named
  const system = textAt(error, 'code') ?? ''
  if (Object.hasOwn(systemCodes, system)) return systemCodes[system] ?? 'unknown'
  const status = statusOf(error)
  // The SDK's parser throws plain errors with the status beside them, for HTML from a proxy as for half a document.
  const isUnreadable = /xml parse error|deserialization error/i.test(message)
  if (isUnreadable) return status !== undefined && status >= 500 ? 'unavailable' : 'protocol'
  if (/^Region (?:is missing|not accepted)/.test(message)) return 'invalid-input'
  if (status === undefined) return 'unknown'
  return statuses[status] ?? (status >= 500 ? 'unavailable' : 'unknown')
}

function describe(
  code: InventoryErrorCode,
  name: string,
  message: string,
  error: unknown,
  { bucket, id, key, role, missing = 'bucket inventories', region }: RequestContext,
): string {
  const place = placeOf(bucket, role)
  const part = partOf(id, key)
  const subject = part === undefined ? place : `${part} of ${place}`
  if (id !== undefined && isNoSuchConfiguration(name)) {
    return `${place} has no inventory "${id}"`
  }
  if (part !== undefined && name === 'NoSuchKey') return `${place} has no ${part}`
  if (part !== undefined && name === 'PreconditionFailed') {
    return `${subject} is another one by now`
  }
  if (name === 'NoSuchBucket') return `there is no ${place}`
  if (name === 'TooManyConfigurations') {
    return `${place} already has 1,000 inventories, and can have no more`
  }
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return `${subject}: no credentials were found (${message})`
  }
  if (message === 'Region is missing') {
    return `${subject}: no region; give one to the provider or set AWS_REGION`
  }
  const right = rightRegion(error)
  if (code === 'invalid-input' && right !== undefined && bucket !== undefined) {
    return `${place} is in region ${right}${region === undefined ? '' : `, not in ${region}`}; ask there`
  }
  if (code === 'unsupported' && statusOf(error) !== undefined) {
    return `${subject}: this server has no ${missing} (${name})`
  }
  if (code === 'protocol') {
    return `${subject}: the answer is no document of ${role === undefined ? 'S3' : 'STS'}`
  }
  if (message === '' || message === 'UnknownError') {
    return `${subject}: the server answered with status ${statusOf(error) ?? 'unknown'}`
  }
  return `${subject}: ${message}${unnamed.has(name) ? '' : ` (${name})`}`
}

function partOf(id: string | undefined, key: string | undefined): string | undefined {
  if (key !== undefined) return `object "${key}"`
  return id === undefined ? undefined : `inventory "${id}"`
}

function placeOf(bucket: string | undefined, role: string | undefined): string {
  if (role !== undefined) return `role "${role}"`
  return bucket === undefined ? 'the buckets of the account' : `bucket "${bucket}"`
}

/** The name of S3, and those of servers like it. */
export function isNoSuchConfiguration(name: string | undefined): boolean {
  return name !== undefined && /^NoSuch(?:Inventory)?Config/.test(name)
}

/** Where a bucket really is, as a redirect says. */
function rightRegion(error: unknown): string | undefined {
  const response = valueAt(error, '$response')
  const header = textAt(valueAt(response, 'headers'), 'x-amz-bucket-region')
  return header ?? textAt(error, 'Region')
}

function answerOf(error: unknown, name: string): ServiceAnswer {
  const status = statusOf(error)
  const requestId = textAt(valueAt(error, '$metadata'), 'requestId')
  return {
    ...(status === undefined ? {} : { status }),
    ...(status === undefined || unnamed.has(name) ? {} : { code: name }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function statusOf(error: unknown): number | undefined {
  const status = valueAt(valueAt(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : undefined
}

/** Without the rest: the SDK adds hints for its own developers, and parsers quote what they could not read. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 300)
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
