import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import type { ObjectDialect } from '../objects/object-dialect.ts'
import type { Staleness } from '../world/propagation.ts'
import type { Bucket, Cloud } from '../world/world.ts'
import type { Reply } from './reply.ts'
import type { ServiceError, ServiceErrorExtra } from './service-error.ts'
import type { WireRequest } from './wire-request.ts'

/** What a request is about, by its host and path. */
export interface Address {
  readonly bucket?: string
  readonly key?: string
  /** The region that the host names, where it names one. */
  readonly region?: string
  readonly host: string
}

/** Who asks. */
export interface Caller {
  readonly account: Credential
  /** The region of the signature; V1 signatures of OSS have none. */
  readonly region?: string
}

/** A request that was understood and let in. */
export interface Exchange {
  readonly emulation: Emulation
  readonly dialect: Dialect
  readonly request: WireRequest
  readonly address: Address
  readonly caller: Caller
  readonly requestId: string
  /** The address that the request came from. */
  readonly sourceIp: string
  /** Whether what this request writes shall stay unseen for a while. */
  readonly staleness?: Staleness
}

/** What a service can do: a row of its table. */
export interface Operation {
  /** The service's own name of it. */
  readonly name: string
  readonly method: string
  readonly on: 'service' | 'bucket' | 'object'
  /** Query parameters that must be there. A request for a sub-resource matches only rows that name one. */
  readonly query?: readonly string[]
  /** What a call must say that it asks for, on services that are called so. */
  readonly action?: string
  readonly run: (exchange: Exchange) => Reply | Promise<Reply>
}

/** Codes of errors that both services have under one name. */
export type SharedCode =
  | 'AccessDenied'
  | 'BadDigest'
  | 'EntityTooLarge'
  | 'EntityTooSmall'
  | 'InternalError'
  | 'InvalidArgument'
  | 'InvalidDigest'
  | 'InvalidPart'
  | 'InvalidPartOrder'
  | 'InvalidRange'
  | 'InvalidURI'
  | 'MalformedXML'
  | 'MethodNotAllowed'
  | 'NoSuchBucket'
  | 'NoSuchBucketPolicy'
  | 'NoSuchKey'
  | 'NoSuchUpload'
  | 'NoSuchVersion'
  | 'NotImplemented'
  | 'PreconditionFailed'

/** One service as it speaks on the wire. */
export interface Dialect {
  readonly cloud: Cloud
  /** Searched from the top. */
  readonly operations: readonly Operation[]
  /** Query parameters that name a sub-resource, supported or not. */
  readonly subresources: ReadonlySet<string>
  /** What host and path may mean; where there are two readings, the signature decides. */
  readonly addresses: (request: WireRequest) => readonly [Address, ...Address[]]
  /** Checks the signature, and gives the request as it was before it was signed. Throws a {@link ServiceError}. */
  readonly authenticate: (
    request: WireRequest,
    address: Address,
    emulation: Emulation,
  ) => { readonly caller: Caller; readonly request: WireRequest }
  /** The bucket of a request: there, the caller's, in the right region. Throws a {@link ServiceError}. */
  readonly openBucket: (exchange: Exchange) => Bucket
  readonly error: (
    code: SharedCode,
    extra?: ServiceErrorExtra & { message?: string },
  ) => ServiceError
  /** What is said to who sends too many requests. */
  readonly throttled: () => ServiceError
  readonly renderError: (
    error: ServiceError,
    request: WireRequest,
    address: Address,
    id: string,
  ) => Reply
  readonly newRequestId: () => string
  /** Headers of every answer. */
  readonly headers: (requestId: string) => Readonly<Record<string, string>>
  readonly objects: ObjectDialect
}
