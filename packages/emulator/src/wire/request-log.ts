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
}

/** Which requests are meant. Absent: all. */
export interface RequestFilter {
  readonly cloud?: Cloud
  readonly operation?: string
  readonly bucket?: string
}

const kept = 1000

/** Counts every request, and keeps the last thousand. */
export class RequestLog {
  readonly #counts = new Map<string, { readonly of: RequestFilter; count: number }>()
  readonly #waiters: Waiters
  #recent: LoggedRequest[] = []

  constructor(waiters: Waiters) {
    this.#waiters = waiters
  }

  /** Notes a request; whoever answers it sets its status in what is given back. */
  note(request: LoggedRequest): { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } {
    const { cloud, operation, bucket } = request
    const key = `${cloud} ${operation} ${bucket ?? ''}`
    const entry = this.#counts.get(key)
    if (entry !== undefined) entry.count += 1
    else this.#counts.set(key, { of: request, count: 1 })
    const logged = { ...request }
    this.#recent.push(logged)
    if (this.#recent.length >= 2 * kept) this.#recent = this.#recent.slice(-kept)
    this.#waiters.look()
    return logged
  }

  count(filter: RequestFilter = {}): number {
    let sum = 0
    for (const { of, count } of this.#counts.values()) if (meetsFilter(of, filter)) sum += count
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
    (filter.bucket === undefined || filter.bucket === request.bucket)
  )
}
