import { InventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { delayAfter, retryRequest } from './retry-request.ts'

const busy = new InventoryError('throttled', 'slow down')
const denied = new InventoryError('permission-denied', 'no')

/** Fails as listed, then succeeds; counts what was sent. */
function failing(...failures: readonly Error[]) {
  const sent: number[] = []
  return {
    sent,
    send: async () => {
      const failure = failures[sent.length]
      sent.push(sent.length)
      if (failure !== undefined) throw failure
      return 'done'
    },
  }
}

describe('retries', () => {
  it('what may pass, waiting longer each time', async () => {
    const waited: number[] = []
    const delay = (attempt: number) => {
      waited.push(attempt)
      return 0
    }
    const { send, sent } = failing(busy, busy)
    await expect(retryRequest(send, { delay }, undefined)).resolves.toBe('done')
    expect(sent).toHaveLength(3)
    expect(waited).toEqual([1, 2])
  })

  it('so often and no more', async () => {
    const { send, sent } = failing(busy, busy, busy, busy, busy)
    const retried = retryRequest(send, { attempts: 4, delay: () => 0 }, undefined)
    await expect(retried).rejects.toBe(busy)
    expect(sent).toHaveLength(4)
  })

  it('nothing that will fail again', async () => {
    const { send, sent } = failing(denied)
    await expect(retryRequest(send, { delay: () => 0 }, undefined)).rejects.toBe(denied)
    expect(sent).toHaveLength(1)
  })

  it('not while it waits for an abort', async () => {
    const controller = new AbortController()
    const { send, sent } = failing(busy, busy)
    const delay = () => {
      controller.abort('no longer wanted')
      return 60_000
    }
    await expect(retryRequest(send, { delay }, controller.signal)).rejects.toBe('no longer wanted')
    expect(sent).toHaveLength(1)
  })
})

it('waits at random by default, up to 5 seconds', () => {
  for (let attempt = 1; attempt < 20; attempt += 1) {
    const delay = delayAfter(attempt, {})
    expect(delay).toBeGreaterThanOrEqual(0)
    expect(delay).toBeLessThanOrEqual(Math.min(5000, 100 * 2 ** attempt))
  }
})
