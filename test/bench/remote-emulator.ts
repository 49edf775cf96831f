import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import * as z from 'zod'

const startedSchema = z.object({ s3: z.string(), oss: z.string() })
const answerSchema = z.object({ requests: z.number() })

/** An emulator in a process of its own. */
export interface RemoteEmulator {
  readonly s3: string
  readonly oss: string
  createBucket(cloud: 's3' | 'oss', name: string): Promise<void>
  /** How many requests came in so far. */
  requests(): Promise<number>
  /** From now on every so manieth answer is a 503, or none. */
  failEvery(every: number | undefined): Promise<void>
  close(): Promise<void>
}

export async function startRemoteEmulator(): Promise<RemoteEmulator> {
  const child = fork(fileURLToPath(new URL('./emulator-process.ts', import.meta.url)))
  const answer = async () => (await once(child, 'message'))[0] as unknown
  const { s3, oss } = startedSchema.parse(await answer())
  const ask = async (order: object) => {
    const answered = answer()
    child.send(order)
    return answerSchema.parse(await answered).requests
  }
  return {
    s3,
    oss,
    createBucket: async (cloud, name) => void (await ask({ make: { cloud, name } })),
    requests: async () => ask({ count: true }),
    failEvery: async (every) => void (await ask({ failEvery: every ?? null })),
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
