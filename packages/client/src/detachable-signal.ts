export interface DetachableSignal {
  readonly signal: AbortSignal
  /** From now on no abort is passed on. */
  readonly detach: () => void
}

/** A signal that passes on an abort until it is detached. */
export function detachableSignal(source: AbortSignal): DetachableSignal {
  const controller = new AbortController()
  const abort = () => {
    controller.abort(source.reason)
  }
  if (source.aborted) abort()
  else source.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    detach: () => {
      source.removeEventListener('abort', abort)
    },
  }
}
