import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { readAuthorization, readCredential } from './read-authorization.ts'
import type { Authorization } from './read-authorization.ts'
import { s3Error } from './s3-error.ts'

/** What a request says of its own signature. */
export interface GivenSignature extends Authorization {
  /** `yyyymmddThhmmssZ`. */
  readonly date: string
  readonly token: string | undefined
  readonly presigned: boolean
  /** Of a presigned request: how many seconds it is good for. */
  readonly expires: number | undefined
}

/** Reads the signature of a request, from the header or the query; anonymous requests are denied. */
export function readSignature(request: WireRequest): GivenSignature {
  const header = headerOf(request, 'authorization')
  if (header !== undefined) return fromHeader(request, header)
  if (request.query.has('X-Amz-Signature')) return fromQuery(request)
  throw s3Error('AccessDenied')
}

const services: ReadonlySet<string> = new Set(['s3', 's3express'])

function fromHeader(request: WireRequest, header: string): GivenSignature {
  if (!header.startsWith('AWS4-HMAC-SHA256 '))
    throw s3Error('InvalidRequest', {
      message:
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    })
  const date = headerOf(request, 'x-amz-date') ?? isoBasic(headerOf(request, 'date'))
  const authorization = readAuthorization(header)
  if (authorization === undefined || !services.has(authorization.service))
    throw s3Error('AuthorizationHeaderMalformed')
  if (date === undefined)
    throw s3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    })
  return {
    ...authorization,
    date,
    token: headerOf(request, 'x-amz-security-token'),
    presigned: false,
    expires: undefined,
  }
}

function fromQuery({ query }: WireRequest): GivenSignature {
  const scope = readCredential(query.get('X-Amz-Credential') ?? '')
  const date = query.get('X-Amz-Date')
  const signedHeaders = query.get('X-Amz-SignedHeaders')
  const signature = query.get('X-Amz-Signature')
  const expires = Number(query.get('X-Amz-Expires') ?? Number.NaN)
  const algorithm = query.get('X-Amz-Algorithm')
  if (
    algorithm !== 'AWS4-HMAC-SHA256' ||
    scope === undefined ||
    !services.has(scope.service) ||
    date === undefined ||
    signedHeaders === undefined ||
    signature === undefined ||
    !(expires >= 0 && expires <= 604_800)
  )
    throw s3Error('AuthorizationQueryParametersError')
  const token = query.get('X-Amz-Security-Token')
  return { ...scope, signedHeaders, signature, date, token, presigned: true, expires }
}

function isoBasic(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? '')
  if (Number.isNaN(time)) return undefined
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}
