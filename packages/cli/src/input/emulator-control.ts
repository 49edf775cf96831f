import { InventoryError } from '@bucket-inventory/core'
import * as z from 'zod'

/** Which inventory an emulator is to deliver now, as its control takes it. */
export interface DeliveryRequest {
  readonly cloud: 's3' | 'oss'
  readonly bucket: string
  readonly id: string
  readonly kind?: 'incremental'
  readonly rowsPerFile?: number
}

/** What became of it, as far as it is read here. */
const deliverySchema = z.discriminatedUnion('delivered', [
  z.object({ delivered: z.literal(true), bucket: z.string(), manifestKey: z.string() }),
  z.object({ delivered: z.literal(false), reason: z.string() }),
])
export type Delivery = z.infer<typeof deliverySchema>

/**
 * Asks a running emulator, by the address of its control, for a delivery. Rejects with `unavailable` where none answers, and
 * with `invalid-input` where it refuses what it was asked for.
 */
export async function deliverNow(
  control: string,
  request: DeliveryRequest,
  signal: AbortSignal,
): Promise<Delivery> {
  const response = await fetch(new URL('/deliveries', control), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new InventoryError(
      'unavailable',
      `no emulator answers at ${control}; start one with bucket-inventory emulator`,
      { cause },
    )
  })
  const text = await response.text()
  const { status } = response
  if (status !== 200) throw refused(text, status)
  const delivery = deliverySchema.safeParse(parsed(text))
  if (delivery.success) return delivery.data
  throw new InventoryError('protocol', `what answers at ${control} is no emulator`)
}

function refused(text: string, status: number): InventoryError {
  const told = z.object({ error: z.string() }).safeParse(parsed(text))
  const message = told.success ? told.data.error : `it answered with status ${status}`
  return new InventoryError('invalid-input', `the emulator refuses: ${message}`, {
    service: { status },
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
