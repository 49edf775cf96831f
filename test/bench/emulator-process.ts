import { startEmulator } from '@bucket-inventory/emulator'
import * as z from 'zod'

/** What the bench asks of the emulator in its own process, so that the two do not share a core. */
const orderSchema = z.union([
  z.object({ make: z.object({ cloud: z.enum(['s3', 'oss']), name: z.string() }) }),
  z.object({ count: z.literal(true) }),
  z.object({ failEvery: z.number().nullable() }),
  z.object({
    deliver: z.object({ cloud: z.enum(['s3', 'oss']), name: z.string(), id: z.string() }),
  }),
  z.object({ setTime: z.number() }),
  z.object({ resetRequests: z.literal(true) }),
  z.object({ recent: z.literal(true) }),
])

let now = Date.now
const emulator = await startEmulator({ now: () => now() })
process.on('message', (message) => void obey(message))
process.once('disconnect', () => void emulator.close())
process.send?.({ s3: emulator.s3, oss: emulator.oss })

async function obey(message: unknown): Promise<void> {
  const order = orderSchema.parse(message)
  if ('make' in order) await emulator.createBucket(order.make)
  if ('failEvery' in order) failEvery(order.failEvery)
  if ('deliver' in order) await deliver(order.deliver)
  if ('setTime' in order) now = () => order.setTime
  if ('resetRequests' in order) emulator.resetRequests()
  const recent = 'recent' in order ? emulator.recentRequests() : []
  process.send?.({ requests: emulator.requests(), recent })
}

async function deliver({ cloud, name, id }: { cloud: 's3' | 'oss'; name: string; id: string }) {
  const delivery = await emulator.deliver(cloud, name, id)
  if (!delivery.delivered) throw new Error(delivery.reason)
}

function failEvery(every: number | null): void {
  emulator.resetFaults()
  if (every === null) return
  const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
  emulator.inject({ every, times: Number.MAX_SAFE_INTEGER, effect })
}
