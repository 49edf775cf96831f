import type { Cloud } from '../world/world.ts'

/** How many requests an account may send. */
export interface Throttle {
  /** Default: both. */
  readonly cloud?: Cloud
  /** Its id. Default: each account, by itself. */
  readonly account?: string
  /** How many a second, on the whole. */
  readonly perSecond: number
  /** How many at once, after a rest. */
  readonly burst: number
}

interface Limit {
  readonly throttle: Throttle
  /** What is left, by cloud and account; who is not there has all of it. */
  readonly left: Map<string, { readonly tokens: number; readonly at: number }>
}

/** Which requests come too fast: a bucket of tokens for each account on each cloud, which fills as time goes by. */
export class Throttling {
  readonly #now: () => number
  #limits: readonly Limit[] = []

  /** By a clock that only rises, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** From now on this holds, before what was said earlier of the same requests. Without a throttle nothing holds any more. */
  set(throttle: Throttle | undefined): void {
    if (throttle === undefined) {
      this.#limits = []
      return
    }
    checkThrottle(throttle)
    const others = this.#limits.filter(
      ({ throttle: { cloud, account } }) =>
        cloud !== throttle.cloud || account !== throttle.account,
    )
    this.#limits = [{ throttle, left: new Map() }, ...others]
  }

  /** Whether another request of an account is served; one that is counts. */
  admits(cloud: Cloud, account: string): boolean {
    const limit = this.#limits.find(
      ({ throttle }) =>
        (throttle.cloud ?? cloud) === cloud && (throttle.account ?? account) === account,
    )
    if (limit === undefined) return true
    const { perSecond, burst } = limit.throttle
    const now = this.#now()
    const key = `${cloud} ${account}`
    const { tokens, at } = limit.left.get(key) ?? { tokens: burst, at: now }
    const filled = Math.min(burst, tokens + ((now - at) / 1000) * perSecond)
    const admitted = filled >= 1
    limit.left.set(key, { tokens: admitted ? filled - 1 : filled, at: now })
    return admitted
  }
}

function checkThrottle({ perSecond, burst }: Throttle): void {
  if (!Number.isFinite(perSecond) || perSecond <= 0)
    throw new Error(`"perSecond" is a number above 0, not ${perSecond}`)
  if (!Number.isInteger(burst) || burst < 1)
    throw new Error(`"burst" is a whole number of 1 or more, not ${burst}`)
}

/** Thrown for a request that comes too fast; each service has its own words for it. */
export class ThrottledError extends Error {}
