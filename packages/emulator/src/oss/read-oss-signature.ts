import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { ossError } from './oss-error.ts'

/** What a request says of its own signature. */
export type OssSignature = V1Signature | V4Signature

export interface V1Signature {
  readonly version: 'v1'
  readonly accessKeyId: string
  readonly signature: string
  /** As it was signed: the date of a header, or the seconds at which a URL runs out. */
  readonly date: string
  readonly presigned: boolean
  readonly token: string | undefined
}

export interface V4Signature {
  readonly version: 'v4'
  readonly accessKeyId: string
  readonly signature: string
  /** `yyyymmddThhmmssZ`. */
  readonly date: string
  /** `yyyymmdd`, of the scope. */
  readonly day: string
  readonly region: string
  readonly additionalHeaders: string
  /** Of a presigned URL: how many seconds it is good for. */
  readonly expires: number | undefined
  readonly token: string | undefined
}

/** Reads the signature of a request, of either version, from the header or the query. */
export function readOssSignature(request: WireRequest): OssSignature {
  const header = headerOf(request, 'authorization')
  if (header?.startsWith('OSS4-HMAC-SHA256 ') === true) return v4FromHeader(request, header)
  if (header !== undefined) return v1FromHeader(request, header)
  const { query } = request
  if (query.has('x-oss-signature')) return v4FromQuery(request)
  if (query.has('OSSAccessKeyId')) return v1FromQuery(request)
  throw ossError('AccessDenied', { message: 'Anonymous access is forbidden for this operation.' })
}

function v1FromHeader(request: WireRequest, header: string): V1Signature {
  const match = /^OSS ([^:]+):(.+)$/.exec(header)
  if (match === null)
    throw ossError('InvalidArgument', {
      message: 'Authorization header is invalid.',
      ec: '0002-00000062',
    })
  const [, accessKeyId = '', signature = ''] = match
  return {
    version: 'v1',
    accessKeyId,
    signature,
    date: headerOf(request, 'x-oss-date') ?? headerOf(request, 'date') ?? '',
    presigned: false,
    token: headerOf(request, 'x-oss-security-token'),
  }
}

function v1FromQuery({ query }: WireRequest): V1Signature {
  return {
    version: 'v1',
    accessKeyId: query.get('OSSAccessKeyId') ?? '',
    signature: query.get('Signature') ?? '',
    date: query.get('Expires') ?? '',
    presigned: true,
    token: query.get('security-token'),
  }
}

function v4FromHeader(request: WireRequest, header: string): V4Signature {
  const fields = new Map<string, string>()
  for (const field of header.slice('OSS4-HMAC-SHA256 '.length).split(',')) {
    const equals = field.indexOf('=')
    fields.set(field.slice(0, equals).trim(), field.slice(equals + 1).trim())
  }
  return {
    version: 'v4',
    ...readCredential(fields.get('Credential') ?? ''),
    signature: fields.get('Signature') ?? '',
    additionalHeaders: fields.get('AdditionalHeaders') ?? '',
    date: headerOf(request, 'x-oss-date') ?? '',
    expires: undefined,
    token: headerOf(request, 'x-oss-security-token'),
  }
}

function v4FromQuery({ query }: WireRequest): V4Signature {
  return {
    version: 'v4',
    ...readCredential(query.get('x-oss-credential') ?? ''),
    signature: query.get('x-oss-signature') ?? '',
    additionalHeaders: query.get('x-oss-additional-headers') ?? '',
    date: query.get('x-oss-date') ?? '',
    expires: Number(query.get('x-oss-expires') ?? Number.NaN),
    token: query.get('x-oss-security-token'),
  }
}

function readCredential(credential: string): Pick<V4Signature, 'accessKeyId' | 'day' | 'region'> {
  const match = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aliyun_v4_request$/.exec(credential)
  if (match === null)
    throw ossError('InvalidArgument', {
      message: 'Invalid Credential in Authorization header.',
      ec: '0002-00000213',
    })
  const [, accessKeyId = '', day = '', region = '', product] = match
  // https://github.com/aliyun/alibabacloud-oss-python-sdk-v2/issues/74
  if (product !== 'oss')
    throw ossError('InvalidArgument', {
      message: 'Invalid signing product in Authorization header.',
      ec: '0002-00000227',
    })
  return { accessKeyId, day, region }
}
