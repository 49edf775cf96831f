import type { ConformanceWorld } from '@bucket-inventory/conformance'
import type { Destination, InventoryProvider } from '@bucket-inventory/core'
import { defaultSwitches } from '@bucket-inventory/emulator'
import type { EmulatedBucket, Emulator, Switches } from '@bucket-inventory/emulator'

/** What a world of the emulator is made of. */
export interface EmulatedWorldOptions {
  readonly emulator: Emulator
  readonly provider: InventoryProvider
  readonly bucket: EmulatedBucket
  readonly destination: Destination
  /** What the service does otherwise than by default. */
  readonly switches?: Partial<Switches>
}

/** A world in the emulator: a bucket that no other case has, and a service as the switches make it. */
export async function emulatedWorld({
  emulator,
  provider,
  bucket,
  destination,
  switches = {},
}: EmulatedWorldOptions): Promise<ConformanceWorld> {
  const { cloud, name } = bucket
  emulator.setSwitches({ ...defaultSwitches, ...switches })
  await emulator.createBucket(bucket)
  return {
    provider,
    bucket: name,
    destination,
    requests: () => emulator.requests({ cloud }),
    slow: () => {
      emulator.inject({ cloud, bucket: name, times: 1000, effect: { type: 'hang' } })
    },
    deny: (after, times) => {
      const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
      emulator.resetFaults()
      if (times > 0) emulator.inject({ cloud, bucket: name, after, times, effect })
    },
    close: async () => {
      emulator.resetFaults()
      emulator.resetRequests()
    },
  }
}
