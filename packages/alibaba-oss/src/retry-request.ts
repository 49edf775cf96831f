import { isInventoryError } from '@bucket-inventory/core'

import { pause } from './pause.ts'

/** How often a request is sent before it is given up, where sending it again does no harm. */
export interface RetryOptions {
  /** Default: 3. */
  readonly attempts?: number
  /** Milliseconds to wait after so many attempts. Default: at random up to 0.2, 0.4, 0.8 … 5 seconds. */
  readonly delay?: (attempt: number) => number
}

/**
 * Sends again what failed in a way that may pass: ali-oss never does so for an answer of the service, however it failed.
 * An abort ends the waiting.
 */
export async function retryRequest<Result>(
  send: () => Promise<Result>,
  options: RetryOptions,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const { attempts = 3 } = options
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send()
    } catch (error) {
      if (signal?.aborted === true || attempt >= attempts) throw error
      if (!isInventoryError(error) || !error.retryable) throw error
    }
    await pause(delayAfter(attempt, options), signal)
  }
}

/** Milliseconds to wait after so many attempts. */
export function delayAfter(attempt: number, { delay = jittered }: RetryOptions): number {
  return delay(attempt)
}

/** https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jittered(attempt: number): number {
  return Math.random() * Math.min(5000, 100 * 2 ** attempt)
}
