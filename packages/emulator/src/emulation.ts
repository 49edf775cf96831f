import type { EmulatedAccount } from './account.ts'
import { Credentials } from './credentials.ts'
import type { Switches } from './switches.ts'
import { FaultRules } from './wire/fault-rules.ts'
import { HeldRequests } from './wire/held-requests.ts'
import { RequestLog } from './wire/request-log.ts'
import type { Throttling } from './wire/throttling.ts'
import { Waiters } from './wire/waiters.ts'
import { Propagation } from './world/propagation.ts'
import type { Store } from './world/store.ts'

/** Everything that one running emulator consists of, but for its listeners. */
export interface Emulation {
  readonly store: Store
  readonly propagation: Propagation
  readonly faults: FaultRules
  readonly log: RequestLog
  readonly held: HeldRequests
  readonly waiters: Waiters
  readonly credentials: Credentials
  readonly throttling: Throttling
  /** Nonces of signatures that were taken. */
  readonly nonces: Set<string>
  /** What the world goes by: dates of buckets and objects, propagation. Signatures go by the real time. */
  readonly now: () => number
  /** The longest request body. */
  readonly maxBodyBytes: number
  switches: Switches
}

/** An emulation over a store, with nothing injected and nothing counted. */
export function createEmulation(
  parts: Pick<Emulation, 'store' | 'now' | 'throttling' | 'maxBodyBytes' | 'switches'>,
  accounts: readonly EmulatedAccount[],
): Emulation {
  const waiters = new Waiters()
  return {
    ...parts,
    propagation: new Propagation(parts.now),
    faults: new FaultRules(),
    log: new RequestLog(waiters),
    held: new HeldRequests(waiters),
    waiters,
    credentials: new Credentials(accounts),
    nonces: new Set(),
  }
}
