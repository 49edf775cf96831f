import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { LoggedRequest } from '@bucket-inventory/emulator'
import * as z from 'zod'

const startedSchema = z.object({ s3: z.string(), oss: z.string() })
const requestSchema: z.ZodType<LoggedRequest> = z.object({
  at: z.number(),
  cloud: z.enum(['s3', 'oss']),
  operation: z.string(),
  bucket: z.exactOptional(z.string()),
  method: z.string(),
  target: z.string(),
  status: z.exactOptional(z.number()),
})
const answerSchema = z.object({ requests: z.number(), recent: z.array(requestSchema) })

/** An emulator in a process of its own. */
export interface RemoteEmulator {
  readonly s3: string
  readonly oss: string
  createBucket(cloud: 's3' | 'oss', name: string): Promise<void>
  /** How many requests came in so far. */
  requests(): Promise<number>
  /** From now on every so manieth answer is a 503, or none. */
  failEvery(every: number | undefined): Promise<void>
  /** Delivers a report now; what the service would not deliver ends its process. */
  deliver(cloud: 's3' | 'oss', name: string, id: string): Promise<void>
  /** What its clock says from now on, epoch milliseconds. */
  setTime(time: number): Promise<void>
  /** What it says, as far as it was set. */
  time(): number
  resetRequests(): Promise<void>
  /** The last thousand since the reset. */
  recentRequests(): Promise<readonly LoggedRequest[]>
  close(): Promise<void>
}

export async function startRemoteEmulator(): Promise<RemoteEmulator> {
  const child = fork(fileURLToPath(new URL('./emulator-process.ts', import.meta.url)))
  const answer = async () => (await once(child, 'message'))[0] as unknown
  const { s3, oss } = startedSchema.parse(await answer())
  const ask = async (order: object) => {
    const answered = answer()
    child.send(order)
    return answerSchema.parse(await answered)
  }
  let time = Date.now()
  return {
    s3,
    oss,
    createBucket: async (cloud, name) => void (await ask({ make: { cloud, name } })),
    requests: async () => (await ask({ count: true })).requests,
    failEvery: async (every) => void (await ask({ failEvery: every ?? null })),
    deliver: async (cloud, name, id) => void (await ask({ deliver: { cloud, name, id } })),
    setTime: async (to) => {
      time = to
      await ask({ setTime: to })
    },
    time: () => time,
    resetRequests: async () => void (await ask({ resetRequests: true })),
    recentRequests: async () => (await ask({ recent: true })).recent,
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
