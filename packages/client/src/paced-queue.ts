import type { InventoryProvider } from '@bucket-inventory/core'

import { ConnectionSlowDown } from './connection-slow-down.ts'

/** Something to be tried, and tried again, on a connection. */
export interface PacedWork {
  /** Work on the same one slows down together. */
  readonly connection: InventoryProvider
  /** For whoever is told of a slow-down. */
  readonly location: string
  /** What is less begins first. */
  readonly order: number
  /** Tries are counted from 1; there should be no more than {@link mostAttempts}. A rejection ends the run. */
  readonly attempt: (attempt: number) => Promise<Attempt>
}

/** What a try came to. */
export interface Attempt {
  readonly throttled: boolean
  /** Whether another one may help. */
  readonly again: boolean
}

/** A failure is repeated three times. */
export const mostAttempts = 4

export interface PacedQueueOptions {
  /** Tries that run at a time, over all connections. */
  readonly concurrency: number
  /** Nothing begins any more once it is aborted. */
  readonly signal: AbortSignal
  readonly onSlowDown: (work: PacedWork, milliseconds: number) => void
}

interface Tried {
  readonly work: PacedWork
  readonly attempt: number
}

interface Lane {
  readonly slowDown: ConnectionSlowDown
  /** What may begin, the last first. */
  readonly queued: Tried[]
  running: number
  /** What waits for its next try. */
  waiting: number
  pause: NodeJS.Timeout | undefined
}

/**
 * Does work in order, so much at a time. While a try waits to be repeated others take its place, but not more than may run
 * at a time, so that what goes wrong with all of it is found out with some of it.
 */
export class PacedQueue {
  readonly #options: PacedQueueOptions
  readonly #lanes = new Map<InventoryProvider, Lane>()
  readonly #retries = new Set<NodeJS.Timeout>()
  readonly #failures: unknown[] = []
  #running = 0
  #ended: (() => void) | undefined

  constructor(options: PacedQueueOptions) {
    this.#options = options
  }

  /**
   * Resolves when all of it is through, or when what had begun before an abort has ended. Rejects with the first rejection
   * of a try, once what had begun before it has ended. One run at a time.
   */
  async run(works: readonly PacedWork[]): Promise<void> {
    const { signal } = this.#options
    for (const work of works.toSorted((left, right) => right.order - left.order)) {
      this.#lane(work).queued.push({ work, attempt: 1 })
    }
    const abort = () => {
      this.#drop()
      this.#begin()
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      await new Promise<void>((resolve) => {
        this.#ended = resolve
        if (signal.aborted) this.#drop()
        this.#begin()
      })
      const failures = this.#failures.splice(0)
      if (failures.length > 0) throw failures[0]
    } finally {
      signal.removeEventListener('abort', abort)
      // A pause that nobody waits for any more would keep the process alive.
      this.#drop()
    }
  }

  /** More work for the run that is going on; nothing where that is ending. */
  add(work: PacedWork): void {
    if (this.#isEnding) return
    this.#queue(this.#lane(work), { work, attempt: 1 })
    this.#begin()
  }

  /** Begins whatever may begin now; ends the run where nothing is left. */
  #begin(): void {
    while (this.#running < this.#options.concurrency && !this.#isEnding) {
      const lane = this.#nextLane()
      const next = lane?.queued.pop()
      if (lane === undefined || next === undefined) break
      void this.#try(lane, next)
    }
    if (this.#running === 0 && this.#isEmpty()) this.#ended?.()
  }

  async #try(lane: Lane, { work, attempt }: Tried): Promise<void> {
    const { pauses: began, interval } = lane.slowDown
    if (interval > 0) this.#pause(lane, interval)
    lane.running += 1
    this.#running += 1
    try {
      const { throttled, again } = await work.attempt(attempt)
      if (!this.#isEnding) {
        if (throttled) this.#slowDown(lane, work, began)
        else if (!again) lane.slowDown.succeeded()
        if (again) this.#later(lane, { work, attempt: attempt + 1 }, pauseAfter(attempt, throttled))
      }
    } catch (error) {
      this.#failures.push(error)
      this.#drop()
    }
    lane.running -= 1
    this.#running -= 1
    this.#begin()
  }

  #slowDown(lane: Lane, work: PacedWork, began: number): void {
    const milliseconds = lane.slowDown.throttled(began)
    if (milliseconds === undefined) return
    this.#pause(lane, milliseconds)
    this.#options.onSlowDown(work, milliseconds)
  }

  #pause(lane: Lane, milliseconds: number): void {
    clearTimeout(lane.pause)
    lane.pause = setTimeout(() => {
      lane.pause = undefined
      this.#begin()
    }, milliseconds)
  }

  #later(lane: Lane, tried: Tried, milliseconds: number): void {
    lane.waiting += 1
    const timer = setTimeout(() => {
      this.#retries.delete(timer)
      lane.waiting -= 1
      this.#queue(lane, tried)
      this.#begin()
    }, milliseconds)
    this.#retries.add(timer)
  }

  /** The one whose next work comes first, of those that may go on. */
  #nextLane(): Lane | undefined {
    const { concurrency } = this.#options
    let first: Lane | undefined
    let order = Number.POSITIVE_INFINITY
    for (const lane of this.#lanes.values()) {
      const next = lane.queued.at(-1)
      if (next === undefined || next.work.order >= order) continue
      if (lane.pause !== undefined || lane.running >= lane.slowDown.limit) continue
      if (next.attempt === 1 && lane.waiting >= concurrency) continue
      first = lane
      order = next.work.order
    }
    return first
  }

  /** From the end, where what comes next is. */
  #queue(lane: Lane, tried: Tried): void {
    const { queued } = lane
    const before = queued.findLastIndex(({ work }) => work.order > tried.work.order)
    queued.splice(before + 1, 0, tried)
  }

  #lane({ connection }: PacedWork): Lane {
    const known = this.#lanes.get(connection)
    if (known !== undefined) return known
    const slowDown = new ConnectionSlowDown(this.#options.concurrency)
    const lane: Lane = { slowDown, queued: [], running: 0, waiting: 0, pause: undefined }
    this.#lanes.set(connection, lane)
    return lane
  }

  get #isEnding(): boolean {
    return this.#options.signal.aborted || this.#failures.length > 0
  }

  #isEmpty(): boolean {
    return [...this.#lanes.values()].every(
      ({ queued, waiting }) => queued.length === 0 && waiting === 0,
    )
  }

  #drop(): void {
    for (const timer of this.#retries) clearTimeout(timer)
    this.#retries.clear()
    for (const lane of this.#lanes.values()) {
      clearTimeout(lane.pause)
      lane.pause = undefined
      lane.queued.length = 0
      lane.waiting = 0
    }
  }
}

/** Milliseconds, at random between half and all of 50, 200, 800; of twice that where there is too much of everything. */
function pauseAfter(attempt: number, throttled: boolean): number {
  return (throttled ? 100 : 50) * 4 ** (attempt - 1) * (0.5 + Math.random() / 2)
}
