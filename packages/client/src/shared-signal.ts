import { setMaxListeners } from 'node:events'

/** The signal for many who listen at a time: Node takes more than ten on one for a leak. */
export function sharedSignal(signal: AbortSignal): AbortSignal {
  const shared = AbortSignal.any([signal])
  setMaxListeners(0, shared)
  return shared
}
