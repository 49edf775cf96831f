import { expect, it } from 'vitest'

import { detachableSignal } from './detachable-signal.ts'

it('passes on an abort with its reason, also one that was before', () => {
  const source = new AbortController()
  const earlier = detachableSignal(source.signal)
  expect(earlier.signal.aborted).toBe(false)
  const reason = new Error('enough')
  source.abort(reason)
  expect(earlier.signal.reason).toBe(reason)
  expect(detachableSignal(source.signal).signal.reason).toBe(reason)
})

it('passes on nothing once it is detached', () => {
  const source = new AbortController()
  const { signal, detach } = detachableSignal(source.signal)
  detach()
  source.abort()
  expect(signal.aborted).toBe(false)
})
