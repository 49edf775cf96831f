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
  /** What a server lacks that does not know the request. Default: bucket inventories. */
  readonly missing?: string
  readonly region: string | undefined
  /** What ali-oss does not throw, unless the connection broke in the middle of the answer. */
  readonly successStatuses: readonly number[]
}

/** By the code of the service: https://www.alibabacloud.com/help/en/oss/support/http-status-code-1 and the pages of the operations. */
const codes: Readonly<Record<string, InventoryErrorCode>> = {
  NoSuchBucket: 'not-found',
  NoSuchKey: 'not-found',
  NoSuchInventory: 'not-found',
  NoSuchInventoryConfiguration: 'not-found',
  InventoryAlreadyExist: 'already-exists',
  InventoryConfigurationAlreadyExists: 'already-exists',
  InventoryExceedLimit: 'limit-exceeded',
  DailyInventoryExceedLimit: 'limit-exceeded',
  WeeklyInventoryExceedLimit: 'limit-exceeded',
  InvalidArgument: 'invalid-configuration',
  InvalidRequest: 'invalid-configuration',
  MalformedXML: 'invalid-configuration',
  InvalidBucketName: 'invalid-input',
  AccessForbidden: 'permission-denied',
  AccessDenied: 'permission-denied',
  UserDisable: 'permission-denied',
  InvalidAccessKeyId: 'unauthenticated',
  InvalidSecurityToken: 'unauthenticated',
  SecurityTokenExpired: 'unauthenticated',
  SecurityTokenNotSupported: 'unauthenticated',
  SignatureDoesNotMatch: 'unauthenticated',
  RequestTimeTooSkewed: 'unauthenticated',
  PreconditionFailed: 'conflict',
  MethodNotAllowed: 'unsupported',
  NotImplemented: 'unsupported',
  SlowDown: 'throttled',
  QpsLimitExceeded: 'throttled',
  TotalQpsLimitExceeded: 'throttled',
  MetaOperationQpsLimitExceeded: 'throttled',
  RequestRateLimitExceeded: 'throttled',
  Throttling: 'throttled',
  InternalError: 'unavailable',
  ServiceUnavailable: 'unavailable',
  ServerBusy: 'unavailable',
  RequestTimeout: 'unavailable',
}

/** Where the code says nothing. */
const statuses: Readonly<Record<number, InventoryErrorCode>> = {
  301: 'invalid-input',
  302: 'invalid-input',
  307: 'invalid-input',
  401: 'unauthenticated',
  403: 'permission-denied',
  404: 'not-found',
  405: 'unsupported',
  409: 'conflict',
  412: 'conflict',
  429: 'throttled',
  501: 'unsupported',
}

/** What ali-oss calls errors for which no answer came. */
const unanswered: ReadonlySet<string> = new Set([
  'ConnectionTimeoutError',
  'RequestError',
  'ResponseError',
  'ResponseTimeoutError',
  'SocketAssignTimeoutError',
])

/** Codes that ali-oss invents where an answer has no body. */
const invented: ReadonlySet<string> = new Set(['NoSuchKey', 'PreconditionFailed'])

/**
 * Classifies what ali-oss threw, by the code of the service first; the original is the cause. One of ours passes as it is.
 * An error without a status had no answer.
 */
export function toInventoryError(error: unknown, context: RequestContext): InventoryError {
  if (isInventoryError(error)) return error
  const answer = answerOf(error, context)
  const code = codeOf(error, answer)
  return new InventoryError(code, describe(code, error, answer, context), {
    cause: error,
    service: answer,
  })
}

/** Whether no answer came, so that nobody knows what became of the request. */
export function isUnanswered(error: unknown): boolean {
  return isInventoryError(error, 'unavailable') && error.service?.status === undefined
}

/** Whether the service said no, so that nothing came of the request. */
export function isRefusal(error: unknown): boolean {
  if (!isInventoryError(error) || error.code === 'protocol') return false
  const { status = 0 } = error.service ?? {}
  return status >= 400 && status < 500
}

/** Whether it is the inventory that is missing, not the bucket. */
export function isMissingInventory(error: unknown): boolean {
  return isInventoryError(error, 'not-found') && error.service?.code !== 'NoSuchBucket'
}

function codeOf(error: unknown, { code, status }: ServiceAnswer): InventoryErrorCode {
  if (status === undefined) {
    if (textAt(error, 'code') === 'ERR_MODULE_NOT_FOUND') return 'unsupported'
    const known = unanswered.has(textAt(error, 'name') ?? '')
    return known || statusOf(error) !== undefined ? 'unavailable' : 'unknown'
  }
  if (isForOtherEndpoint(error)) return 'invalid-input'
  const named = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined
  if (named !== undefined) return named
  // Its pages name this one in two ways already.
  if (status === 409 && code?.startsWith('Inventory') === true) return 'already-exists'
  const byStatus = statuses[status] ?? (status >= 500 ? 'unavailable' : undefined)
  if (byStatus === 'unavailable' || byStatus === 'invalid-input') return byStatus
  if (status < 300 || (code === undefined && !isBodyless(error))) return 'protocol'
  return byStatus ?? 'unknown'
}

function describe(
  code: InventoryErrorCode,
  error: unknown,
  answer: ServiceAnswer,
  { bucket, id, key, missing = 'bucket inventories', region }: RequestContext,
): string {
  const place = bucket === undefined ? 'the buckets of the account' : `bucket "${bucket}"`
  const part = partOf(id, key)
  const subject = part === undefined ? place : `${part} of ${place}`
  if (answer.code === 'NoSuchBucket') return `there is no ${place}`
  if (answer.code === 'InventoryExceedLimit') {
    return `${place} already has 1,000 inventories, and can have no more`
  }
  if (code === 'not-found' && answer.code !== undefined) {
    return `${place} has no ${part ?? 'inventories'}`
  }
  if (answer.code === 'PreconditionFailed' && key !== undefined) {
    return `${subject} is another one by now`
  }
  if (code === 'already-exists') return `${place} already has an inventory "${id ?? ''}"`
  if (code === 'unsupported') {
    return answer.status === undefined
      ? 'requests to OSS need the package ali-oss, which is not installed'
      : `${subject}: this server has no ${missing}${codeText(error, answer)}`
  }
  if (code === 'invalid-input' && answer.code !== 'InvalidBucketName') {
    const where =
      region === undefined ? 'at this endpoint' : `in ${region}, or not at this endpoint`
    const verb = bucket === undefined ? 'are' : 'is'
    return `${place} ${verb} not ${where}: ${messageOf(error)}${codeText(error, answer)}`
  }
  if (code === 'protocol') {
    return `${subject}: the answer is no document of OSS (status ${answer.status ?? 'unknown'})`
  }
  if (code === 'unknown' && answer.status === undefined) return `${subject}: ${messageOf(error)}`
  if (answer.status === undefined) {
    // urllib tells its whole life after the first comma.
    return (statusOf(error) ?? 0) > 0
      ? `${subject}: the answer broke off`
      : `${subject}: no answer (${messageOf(error).split(', ')[0] ?? ''})`
  }
  return answer.code === undefined
    ? `${subject}: the server answered with status ${answer.status}`
    : `${subject}: ${messageOf(error)}${codeText(error, answer)}`
}

function partOf(id: string | undefined, key: string | undefined): string | undefined {
  if (key !== undefined) return `object "${key}"`
  return id === undefined ? undefined : `inventory "${id}"`
}

function codeText(error: unknown, { code }: ServiceAnswer): string {
  const cause = textAt(error, 'ecCode')
  return code === undefined ? '' : ` (${code}${cause === undefined ? '' : `, EC ${cause}`})`
}

/** On one line: ali-oss adds what it could not parse on further ones. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').slice(0, 300)
}

function answerOf(error: unknown, { successStatuses }: RequestContext): ServiceAnswer {
  const status = statusOf(error)
  // Negative where no connection came about.
  if (status === undefined || status <= 0 || successStatuses.includes(status)) return {}
  const code = textAt(error, 'code')
  const requestId = textAt(error, 'requestId')
  return {
    ...(code === undefined || (invented.has(code) && isBodyless(error)) ? {} : { code }),
    status,
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/** ali-oss marks answers without a body so; what else has no code is HTML, or XML of another kind. */
function isBodyless(error: unknown): boolean {
  return valueAt(error, 'host') === ''
}

/** The service answers so with 301, 400 or 403; ali-oss does not pass on the endpoint that it names. */
function isForOtherEndpoint(error: unknown): boolean {
  return /specified endpoint|signing region/i.test(messageOf(error))
}

function statusOf(error: unknown): number | undefined {
  const status = valueAt(error, 'status')
  return typeof status === 'number' ? status : undefined
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
