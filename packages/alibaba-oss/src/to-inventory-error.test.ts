import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'
import OSS from 'ali-oss'
import { describe, expect, it } from 'vitest'

import { asTransport } from './oss-transport.ts'
import {
  isMissingInventory,
  isRefusal,
  isUnanswered,
  toInventoryError,
} from './to-inventory-error.ts'

type Answer = { readonly status: number; readonly body?: string } | { readonly fails: Error }

/** What `ali-oss` itself throws for an answer, classified. */
async function classified(answer: Answer, id?: string): Promise<InventoryError> {
  const urllib = {
    request: async () => {
      if ('fails' in answer) throw answer.fails
      const { status, body = '' } = answer
      return { status, headers: { 'x-oss-request-id': 'R1' }, data: Buffer.from(body) }
    },
  }
  const settings = {
    urllib,
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    region: 'oss-cn-hangzhou',
  }
  const successStatuses = [200]
  try {
    await asTransport(new OSS(settings)).request({
      method: 'GET',
      bucket: 'photos-cn',
      subres: { inventory: '' },
      successStatuses,
    })
  } catch (error) {
    return toInventoryError(error, {
      bucket: 'photos-cn',
      ...(id === undefined ? {} : { id }),
      region: 'cn-hangzhou',
      successStatuses,
    })
  }
  throw new Error('nothing was thrown')
}

function document(code: string, message = 'Said by the service.', ec = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>R2</RequestId><HostId>photos-cn.oss-cn-hangzhou.aliyuncs.com</HostId>${ec === '' ? '' : `<EC>${ec}</EC>`}</Error>`
}

function named(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more)
}

describe('classifies', () => {
  it.each<[number, string, string]>([
    [404, 'NoSuchBucket', 'not-found'],
    [404, 'NoSuchInventory', 'not-found'],
    [404, 'NoSuchInventoryConfiguration', 'not-found'],
    [409, 'InventoryAlreadyExist', 'already-exists'],
    [409, 'InventoryConfigurationAlreadyExists', 'already-exists'],
    [409, 'InventoryIsThereAlready', 'already-exists'],
    [409, 'BucketAlreadyExists', 'conflict'],
    [400, 'InventoryExceedLimit', 'limit-exceeded'],
    [400, 'DailyInventoryExceedLimit', 'limit-exceeded'],
    [400, 'InvalidArgument', 'invalid-configuration'],
    [400, 'MalformedXML', 'invalid-configuration'],
    [400, 'NeverHeardOf', 'unknown'],
    [403, 'AccessDenied', 'permission-denied'],
    [403, 'NeverHeardOf', 'permission-denied'],
    [403, 'InvalidAccessKeyId', 'unauthenticated'],
    [403, 'SignatureDoesNotMatch', 'unauthenticated'],
    [403, 'RequestTimeTooSkewed', 'unauthenticated'],
    [403, 'SecurityTokenExpired', 'unauthenticated'],
    [503, 'SlowDown', 'throttled'],
    [503, 'QpsLimitExceeded', 'throttled'],
    [500, 'InternalError', 'unavailable'],
    [503, 'NeverHeardOf', 'unavailable'],
    [501, 'NotImplemented', 'unsupported'],
    [405, 'MethodNotAllowed', 'unsupported'],
  ])('status %i with %s as %s', async (status, code, expected) => {
    const error = await classified({ status, body: document(code) }, 'daily')
    expect(error.code).toBe(expected)
    expect(error.service).toEqual({ code, status, requestId: 'R2' })
    expect(error.message).toContain('photos-cn')
    expect(error.retryable).toBe(expected === 'throttled' || expected === 'unavailable')
  })

  it.each<[string, Answer, string, number | undefined]>([
    // ali-oss invents "NoSuchKey, Object not exists" for it.
    ['404 without a body', { status: 404 }, 'not-found', 404],
    ['403 without a body', { status: 403 }, 'permission-denied', 403],
    ['500 without a body', { status: 500 }, 'unavailable', 500],
    ['another success', { status: 204 }, 'protocol', 204],
    ['HTML with 404', { status: 404, body: '<html><p>Not<br>Found</html>' }, 'protocol', 404],
    ['XHTML with 403', { status: 403, body: '<html><p>Forbidden</p></html>' }, 'protocol', 403],
    ['text with 400', { status: 400, body: 'Bad Request' }, 'protocol', 400],
    ['HTML with 502', { status: 502, body: '<html><p>Bad<br>Gateway</html>' }, 'unavailable', 502],
    ['a redirect', { status: 301, body: '<html><p>Moved</p></html>' }, 'invalid-input', 301],
    ['429', { status: 429, body: document('TooMany') }, 'throttled', 429],
    [
      'a refused connection',
      {
        fails: named('RequestError', 'connect ECONNREFUSED 1.2.3.4:80, GET http://x -1', {
          status: -1,
        }),
      },
      'unavailable',
      undefined,
    ],
    [
      'a time-out while connecting',
      { fails: named('ConnectionTimeoutError', 'Connect timeout for 9ms, x', { status: -2 }) },
      'unavailable',
      undefined,
    ],
    [
      'a time-out while waiting',
      { fails: named('ResponseTimeoutError', 'Response timeout for 9ms, x', { status: 200 }) },
      'unavailable',
      undefined,
    ],
    [
      'a connection that breaks in the middle',
      { fails: named('ResponseError', 'aborted', { status: 200, data: Buffer.from('<Inv') }) },
      'unavailable',
      undefined,
    ],
  ])('%s', async (_what, answer, code, status) => {
    const error = await classified(answer, 'daily')
    expect(error.code).toBe(code)
    expect(error.service?.code === 'NoSuchKey').toBe(false)
    expect(error.service?.status).toBe(status)
    expect(error.message).not.toMatch(/raw xml|<html|NoSuchKey|-1/)
  })

  it('the answer of another region', async () => {
    const message =
      'The bucket you are attempting to access must be addressed using the specified endpoint.'
    const error = await classified({ status: 403, body: document('AccessDenied', message) })
    expect(error.code).toBe('invalid-input')
    expect(error.message).toContain('not in cn-hangzhou')
  })

  it('a package that is not installed', () => {
    const missing = named('Error', "Cannot find package 'ali-oss'", {
      code: 'ERR_MODULE_NOT_FOUND',
    })
    const error = toInventoryError(missing, {
      bucket: 'photos-cn',
      region: undefined,
      successStatuses: [200],
    })
    expect(error.code).toBe('unsupported')
    expect(error.message).toContain('ali-oss')
  })
})

describe('says', () => {
  it.each<[string, string | undefined, string]>([
    ['NoSuchBucket', 'daily', 'there is no bucket "photos-cn"'],
    ['NoSuchInventory', 'daily', 'bucket "photos-cn" has no inventory "daily"'],
    ['NoSuchInventory', undefined, 'bucket "photos-cn" has no inventories'],
    ['InventoryAlreadyExist', 'daily', 'bucket "photos-cn" already has an inventory "daily"'],
    [
      'InventoryExceedLimit',
      'daily',
      'bucket "photos-cn" already has 1,000 inventories, and can have no more',
    ],
    [
      'InvalidArgument',
      'daily',
      'inventory "daily" of bucket "photos-cn": Said by the service. (InvalidArgument, EC 0020-00000026)',
    ],
  ])('%s', async (code, id, message) => {
    const body = document(code, 'Said by the service.', '0020-00000026')
    const status = code.startsWith('NoSuch') ? 404 : 400
    expect((await classified({ status, body }, id)).message).toBe(message)
  })

  it('why there is no answer, on one line', async () => {
    const fails = named('RequestError', 'connect ECONNREFUSED 1.2.3.4:80, GET http://x?secret -1', {
      status: -1,
    })
    expect((await classified({ fails }, 'daily')).message).toBe(
      'inventory "daily" of bucket "photos-cn": no answer (connect ECONNREFUSED 1.2.3.4:80)',
    )
  })
})

it('tells what is missing, what was refused and what nobody answered', async () => {
  const noInventory = await classified({ status: 404, body: document('NoSuchInventory') }, 'a')
  const noBucket = await classified({ status: 404, body: document('NoSuchBucket') }, 'a')
  const denied = await classified({ status: 403, body: document('AccessDenied') }, 'a')
  const busy = await classified({ status: 503, body: document('SlowDown') }, 'a')
  const html = await classified({ status: 400, body: 'Bad Request' }, 'a')
  const nothing = await classified({ fails: named('RequestError', 'x', { status: -1 }) }, 'a')
  const all = [noInventory, noBucket, denied, busy, html, nothing]
  expect(all.filter(isMissingInventory)).toEqual([noInventory])
  expect(all.filter(isRefusal)).toEqual([noInventory, noBucket, denied])
  expect(all.filter(isUnanswered)).toEqual([nothing])
  expect(all.every((error) => isInventoryError(error))).toBe(true)
})
