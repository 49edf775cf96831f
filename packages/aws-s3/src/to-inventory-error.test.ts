import { InventoryError } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { toInventoryError } from './to-inventory-error.ts'

const context = { bucket: 'photos', id: 'daily', region: 'eu-west-1' }

/** An error of the SDK's shape: https://github.com/smithy-lang/smithy-typescript (ServiceException). */
function thrown(name: string, message: string, members: object = {}): Error {
  return Object.assign(new Error(message), { name }, members)
}

function answered(name: string, status: number, members: object = {}): Error {
  const $metadata = { httpStatusCode: status, requestId: 'R1' }
  return thrown(name, `message of ${name}`, { $metadata, ...members })
}

/** What the SDK throws for HTML, text and half a document. */
function unparsed(status: number): Error {
  return thrown('Error', '@aws-sdk XML parse error: x.\n  Deserialization error: secret', {
    $metadata: { httpStatusCode: status },
  })
}

describe('classification', () => {
  test.each([
    ['NoSuchConfiguration', 404, 'not-found'],
    ['NoSuchBucket', 404, 'not-found'],
    ['NotFound', 404, 'not-found'],
    ['MalformedXML', 400, 'invalid-configuration'],
    ['IdMismatch', 400, 'invalid-configuration'],
    ['InvalidS3DestinationBucket', 400, 'invalid-configuration'],
    ['InvalidArgument', 400, 'invalid-configuration'],
    ['TooManyConfigurations', 400, 'limit-exceeded'],
    ['AccessDenied', 403, 'permission-denied'],
    ['Unknown', 403, 'permission-denied'],
    ['SignatureDoesNotMatch', 403, 'unauthenticated'],
    ['InvalidAccessKeyId', 403, 'unauthenticated'],
    ['ExpiredToken', 400, 'unauthenticated'],
    ['RequestTimeTooSkewed', 403, 'unauthenticated'],
    ['OperationAborted', 409, 'conflict'],
    ['NotImplemented', 501, 'unsupported'],
    ['MethodNotAllowed', 405, 'unsupported'],
    ['SlowDown', 503, 'throttled'],
    ['Unknown', 429, 'throttled'],
    ['Unknown', 503, 'throttled'],
    ['ServiceUnavailable', 503, 'unavailable'],
    ['InternalError', 500, 'unavailable'],
    ['Unknown', 502, 'unavailable'],
    ['Surprise', 418, 'unknown'],
  ])('%s with status %i is %s', (name, status, code) => {
    const error = toInventoryError(answered(name, status), context)
    expect(error).toMatchObject({ code, service: { status, requestId: 'R1' } })
    expect(error.message).toContain('photos')
    expect(error.retryable).toBe(code === 'throttled' || code === 'unavailable')
  })

  test.each([
    ['ERR_MODULE_NOT_FOUND', "Cannot find package '@aws-sdk/client-s3'", 'unsupported'],
    ['ERR_INVALID_URL', 'Invalid URL', 'invalid-input'],
  ])('%s is said as it is', (code, message, expected) => {
    const error = toInventoryError(thrown('Error', message, { code }), context)
    expect(error.code).toBe(expected)
    expect(error.message).toContain(message)
  })

  test.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND photos.nowhere.invalid'],
    ['ECONNRESET', 'aborted'],
    ['ETIMEDOUT', 'connect ETIMEDOUT'],
  ])('%s is unavailable', (code, message) => {
    expect(toInventoryError(thrown('Error', message, { code }), context)).toMatchObject({
      code: 'unavailable',
      retryable: true,
    })
  })

  test('a time-out is unavailable, missing credentials unauthenticated, a missing region invalid-input', () => {
    expect(toInventoryError(thrown('TimeoutError', 'x'), context).code).toBe('unavailable')
    const none = thrown('CredentialsProviderError', 'Could not load credentials')
    expect(toInventoryError(none, context).code).toBe('unauthenticated')
    expect(toInventoryError(new Error('Region is missing'), context).code).toBe('invalid-input')
  })

  test('an answer that the SDK cannot parse is protocol, or unavailable from a broken gateway', () => {
    expect(toInventoryError(unparsed(404), context).code).toBe('protocol')
    expect(toInventoryError(unparsed(502), context).code).toBe('unavailable')
    expect(toInventoryError(unparsed(503), context).code).toBe('unavailable')
    expect(toInventoryError(unparsed(404), context).message).not.toContain('secret')
  })

  test('anything else is unknown, with its cause', () => {
    const cause = new TypeError('x')
    expect(toInventoryError(cause, context)).toMatchObject({ code: 'unknown', cause })
    expect(toInventoryError('text', context)).toMatchObject({ code: 'unknown', cause: 'text' })
  })

  test('one of ours stays as it is', () => {
    const ours = new InventoryError('protocol', 'x')
    expect(toInventoryError(ours, context)).toBe(ours)
  })
})

describe('messages', () => {
  test('name what is missing', () => {
    expect(toInventoryError(answered('NoSuchConfiguration', 404), context).message).toBe(
      'bucket "photos" has no inventory "daily"',
    )
    expect(toInventoryError(answered('NoSuchBucket', 404), context).message).toBe(
      'there is no bucket "photos"',
    )
  })

  test.each([
    [
      '301',
      answered('PermanentRedirect', 301, {
        $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } },
      }),
    ],
    ['400', answered('AuthorizationHeaderMalformed', 400, { Region: 'us-west-2' })],
  ])('name the right region of a bucket asked for elsewhere, %s', (_status, error) => {
    expect(toInventoryError(error, context)).toMatchObject({
      code: 'invalid-input',
      message: 'bucket "photos" is in region us-west-2, not in eu-west-1; ask there',
    })
  })

  test('say that the server has no inventories', () => {
    const { message } = toInventoryError(answered('NotImplemented', 501), context)
    expect(message).toContain('this server has no bucket inventories')
  })
})
