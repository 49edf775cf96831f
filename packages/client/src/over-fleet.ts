import { isInventoryError } from '@bucket-inventory/core'
import type { RequestOptions } from '@bucket-inventory/core'

import type { FleetBucket, FleetOutcome, OverFleetOptions } from './fleet.ts'
import { mostAttempts, PacedQueue } from './paced-queue.ts'
import type { Attempt } from './paced-queue.ts'
import { requireConcurrency } from './require-concurrency.ts'
import { sharedSignal } from './shared-signal.ts'

/** What is done with one bucket. It is called again where it rejects with `throttled`: it must be repeatable. */
export type FleetWork<Result> = (bucket: FleetBucket, options: RequestOptions) => Promise<Result>

/**
 * Does the work for every bucket, so many at a time, and yields what became of each as it ends: each bucket once, whatever
 * becomes of others. Work that rejects with `throttled` slows its connection down, with everything else on it, and is tried
 * four times at most; any other `InventoryError` is the outcome at once.
 *
 * Rejects with the reason of an abort, and with any other error of the work, once what had begun has ended. Ending the
 * iteration early begins nothing more, and waits for what had begun. Nothing begins before the first outcome is asked for;
 * what ends before it is asked for is kept. Rejects with `invalid-input` where the concurrency is no whole number from 1.
 */
export async function* overFleet<Result>(
  buckets: readonly FleetBucket[],
  work: FleetWork<Result>,
  options: OverFleetOptions = {},
): AsyncGenerator<FleetOutcome<Result>, void, undefined> {
  const { concurrency = 8, signal, onSlowDown, onEnded } = options
  requireConcurrency(concurrency)
  signal?.throwIfAborted()
  const ending = new AbortController()
  const end = () => {
    ending.abort()
  }
  const untaken: FleetOutcome<Result>[] = []
  let isThrough = false
  let wake: (() => void) | undefined
  const request = signal === undefined ? {} : { signal: sharedSignal(signal) }
  const attemptOn = async (
    bucket: FleetBucket,
    index: number,
    attempt: number,
  ): Promise<Attempt> => {
    try {
      untaken.push({ bucket, index, result: await work(bucket, request) })
    } catch (error) {
      if (signal?.aborted === true) return { throttled: false, again: false }
      if (!isInventoryError(error)) throw error
      const throttled = error.code === 'throttled'
      if (throttled && attempt < mostAttempts) return { throttled, again: true }
      untaken.push({ bucket, index, error })
      onEnded?.(bucket.location)
      wake?.()
      return { throttled, again: false }
    }
    onEnded?.(bucket.location)
    wake?.()
    return { throttled: false, again: false }
  }
  const queue = new PacedQueue({
    concurrency,
    signal: ending.signal,
    onSlowDown: ({ order }, milliseconds) => {
      const slowed = buckets[order]
      if (slowed !== undefined) onSlowDown?.(slowed.location, milliseconds)
    },
  })
  const works = buckets.map((bucket, order) => ({
    connection: bucket.inventories.provider,
    location: bucket.location.bucket,
    order,
    attempt: async (attempt: number) => attemptOn(bucket, order, attempt),
  }))
  signal?.addEventListener('abort', end, { once: true })
  const running = queue.run(works).finally(() => {
    isThrough = true
    wake?.()
  })
  // It is awaited below, but not while somebody looks at an outcome.
  running.catch(() => undefined)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const outcome = untaken.shift()
      if (outcome !== undefined) yield outcome
      else if (isThrough) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    end()
    await running
    signal?.removeEventListener('abort', end)
  }
}
