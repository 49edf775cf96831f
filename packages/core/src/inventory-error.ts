import type { StoredInventory } from './provider/inventory-provider.ts'
import type { Finding } from './translation/finding.ts'

/** A code exists if a caller would act on it differently. */
export type InventoryErrorCode =
  /** A file, flag or location that does not parse: `position` says where. */
  | 'invalid-input'
  /** Parses, but is not a configuration: `problems` says what, all at once. */
  | 'invalid-configuration'
  /** Lossy or in need of input: `findings` says which. */
  | 'untranslatable'
  /** The provider, bucket or format cannot do this at all. */
  | 'unsupported'
  | 'not-found'
  | 'already-exists'
  /** Somebody else changed it meanwhile, or a replacement was interrupted: `recovery` says what was there. */
  | 'conflict'
  | 'limit-exceeded'
  /** Wrong, missing or expired credentials. */
  | 'unauthenticated'
  /** Right credentials, no right. */
  | 'permission-denied'
  | 'throttled'
  /** 5xx, connection refused or reset, time-out. */
  | 'unavailable'
  /** An answer that is no inventory document. */
  | 'protocol'
  /** Still being delivered. */
  | 'incomplete-report'
  | 'corrupt-report'
  /** The local disk, while reading, spilling or writing. */
  | 'storage'
  | 'unknown'

/** One thing that is wrong with what a person wrote. */
export interface Problem {
  /** Where, as `filter.size.min` or `fields[2]`; empty for the whole. */
  readonly path: string
  /** What is wrong, naming the value, and what to write instead. */
  readonly message: string
}

/** Where in a file. Lines, columns and rows count from 1, bytes from 0. */
export interface Position {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly row?: number
  readonly byte?: number
}

/** What the service said. */
export interface ServiceAnswer {
  readonly code?: string
  readonly status?: number
  readonly requestId?: string
}

export interface InventoryErrorOptions {
  readonly cause?: unknown
  /** Default: true for `throttled` and `unavailable`. */
  readonly retryable?: boolean
  readonly problems?: readonly Problem[]
  readonly findings?: readonly Finding[]
  readonly position?: Position
  readonly service?: ServiceAnswer
  readonly recovery?: StoredInventory
}

const marker = Symbol.for('@bucket-inventory/InventoryError')

/** The only error this library throws, but for an aborted signal's own reason. */
export class InventoryError extends Error {
  override readonly name = 'InventoryError'
  readonly code: InventoryErrorCode
  /** The same request may succeed later. */
  readonly retryable: boolean
  /** Of `invalid-configuration` and `invalid-input`: everything that is wrong. */
  readonly problems: readonly Problem[]
  /** Of `untranslatable`: everything that forbids the translation. */
  readonly findings: readonly Finding[]
  readonly position: Position | undefined
  readonly service: ServiceAnswer | undefined
  /** Of `conflict`: what was there before an interrupted replacement, and is not any more. */
  readonly recovery: StoredInventory | undefined

  constructor(code: InventoryErrorCode, message: string, options: InventoryErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.retryable = options.retryable ?? (code === 'throttled' || code === 'unavailable')
    this.problems = options.problems ?? []
    this.findings = options.findings ?? []
    this.position = options.position
    this.service = options.service
    this.recovery = options.recovery
    Object.defineProperty(this, marker, { value: true })
  }
}

/** True for errors of any copy of this library, of this code if one is given. */
export function isInventoryError(
  error: unknown,
  code?: InventoryErrorCode,
): error is InventoryError {
  return (
    error instanceof Error &&
    marker in error &&
    'code' in error &&
    (code === undefined || error.code === code)
  )
}
