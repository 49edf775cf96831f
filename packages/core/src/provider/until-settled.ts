/** How long to wait for a write to show, as both clouds settle in seconds. */
export interface SettleOptions {
  /** Milliseconds after which to give up. Default: 10,000. */
  readonly timeout?: number
  /** Milliseconds before the second look; doubled for each further one. Default: 100. */
  readonly interval?: number
}

/** Looks at once, then again and again until it holds or time is up; says whether it held. Rejects when aborted. */
export async function untilSettled(
  holds: () => Promise<boolean>,
  options: SettleOptions = {},
  signal?: AbortSignal,
): Promise<boolean> {
  const { timeout = 10_000, interval = 100 } = options
  const end = Date.now() + timeout
  for (let wait = interval; ; wait *= 2) {
    if (await holds()) return true
    const left = end - Date.now()
    if (left <= 0) return false
    await pause(Math.min(wait, left), signal)
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason)
      return
    }
    const aborted = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', aborted, { once: true })
  })
}
