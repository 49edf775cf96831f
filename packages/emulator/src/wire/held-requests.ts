import type { ServerResponse } from 'node:http'

import { meetsFilter } from './request-log.ts'
import type { LoggedRequest, RequestFilter } from './request-log.ts'
import type { Waiters } from './waiters.ts'

/** Requests that get no answer. */
export class HeldRequests {
  readonly #held = new Map<LoggedRequest, () => void>()
  readonly #waiters: Waiters
  #ended = false

  constructor(waiters: Waiters) {
    this.#waiters = waiters
  }

  /** Resolves when the client has gone away, or when nothing is held any more. */
  async hold(request: LoggedRequest, response: ServerResponse): Promise<void> {
    if (this.#ended || response.closed) return
    await new Promise<void>((resolve) => {
      this.#held.set(request, resolve)
      response.once('close', resolve)
      this.#waiters.look()
    })
    this.#held.delete(request)
  }

  count(filter: RequestFilter = {}): number {
    return [...this.#held.keys()].filter((request) => meetsFilter(request, filter)).length
  }

  /** Lets go of all of them, and holds no more. */
  end(): void {
    this.#ended = true
    for (const release of this.#held.values()) release()
  }
}
