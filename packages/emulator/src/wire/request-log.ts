import type { Cloud } from '../world/world.ts'
import type { Waiters } from './waiters.ts'

/** One request that reached the emulator, faults and refusals included. */
export interface LoggedRequest {
  /** Milliseconds since 1970, real time. */
  readonly at: number
  readonly cloud: Cloud
  readonly operation: string
  readonly bucket?: string
  readonly method: string
  /** As it came, query included. */
  readonly target: string
  /** Absent while it is being answered, and where no answer was sent. */
  readonly status?: number
  /** Whether it was refused because it came too fast. Default: false. */
  readonly throttled?: boolean
}

/** Which requests are meant. Absent: all. */
export interface RequestFilter {
  readonly cloud?: Cloud
  readonly operation?: string
  readonly bucket?: string
  /** Those that were refused because they came too fast, or those that were not. */
  readonly throttled?: boolean
}

/** A request that is being answered: whoever answers it says how. */
type OpenRequest = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] }

interface Count {
  readonly of: RequestFilter
  count: number
  throttled: number
}

const kept = 1000

/** Counts every request, and keeps the last thousand. */
export class RequestLog {
  readonly #counts = new Map<string, Count>()
  readonly #waiters: Waiters
  #recent: LoggedRequest[] = []

  constructor(waiters: Waiters) {
    this.#waiters = waiters
  }

  /** Notes a request; whoever answers it sets its status in what is given back. */
  note(request: LoggedRequest): OpenRequest {
    const key = keyOf(request)
    const entry = this.#counts.get(key)
    if (entry !== undefined) entry.count += 1
    else this.#counts.set(key, { of: request, count: 1, throttled: 0 })
    const logged = { ...request }
    this.#recent.push(logged)
    if (this.#recent.length >= 2 * kept) this.#recent = this.#recent.slice(-kept)
    this.#waiters.look()
    return logged
  }

  /** A request that was noted comes too fast. */
  noteThrottled(request: OpenRequest): void {
    request.throttled = true
    const entry = this.#counts.get(keyOf(request))
    // The counts may have been cleared meanwhile.
    if (entry !== undefined) entry.throttled += 1
    this.#waiters.look()
  }

  count({ throttled, ...filter }: RequestFilter = {}): number {
    let sum = 0
    for (const entry of this.#counts.values()) {
      if (!meetsFilter(entry.of, filter)) continue
      if (throttled !== false) sum += throttled === true ? entry.throttled : entry.count
      else sum += entry.count - entry.throttled
    }
    return sum
  }

  /** The latest, oldest first. */
  recent(filter: RequestFilter = {}): readonly LoggedRequest[] {
    return this.#recent.slice(-kept).filter((request) => meetsFilter(request, filter))
  }

  clear(): void {
    this.#counts.clear()
    this.#recent = []
  }
}

/** Whether a request is one of those that are meant. */
export function meetsFilter(request: RequestFilter, filter: RequestFilter): boolean {
  return (
    (filter.cloud === undefined || filter.cloud === request.cloud) &&
    (filter.operation === undefined || filter.operation === request.operation) &&
    (filter.bucket === undefined || filter.bucket === request.bucket) &&
    (filter.throttled === undefined || filter.throttled === (request.throttled ?? false))
  )
}

function keyOf({ cloud, operation, bucket }: LoggedRequest): string {
  return `${cloud} ${operation} ${bucket ?? ''}`
}
