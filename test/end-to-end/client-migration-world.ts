import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient, missingInputs } from '@bucket-inventory/client'
import type { InventoryClient, MigrationInputs } from '@bucket-inventory/client'
import { isWithin, valueAt } from '@bucket-inventory/core'
import type { Difference, InventoryConfiguration, Plan } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { vi } from 'vitest'

/** Both clouds on this machine. */
export interface MigrationWorld {
  readonly emulator: Emulator
  readonly client: InventoryClient
  /** A new bucket of its cloud, with these inventories; its place, as `s3://photos-1?region=us-east-1`. */
  readonly newBucket: (
    cloud: 's3' | 'oss',
    configurations?: readonly InventoryConfiguration[],
    region?: string,
  ) => Promise<string>
  /** Everything that a bucket has, by id. */
  readonly standing: (place: string) => Promise<ReadonlyMap<string, InventoryConfiguration>>
  readonly close: () => Promise<void>
}

/** Regions of the buckets: one where OSS is known to apply every filter. */
export const regions = { s3: 'us-east-1', oss: 'cn-qingdao' } as const

export async function startMigrationWorld(): Promise<MigrationWorld> {
  const emulator = await startEmulator()
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  const client = createInventoryClient({
    providers: [
      createS3Provider({ region: regions.s3 }),
      createOssProvider({
        endpoint: emulator.oss,
        region: regions.oss,
        accessKeyId: 'test',
        accessKeySecret: 'test',
      }),
    ],
    settle: { interval: 1 },
  })
  let created = 0
  return {
    emulator,
    client,
    newBucket: async (cloud, configurations = [], region = regions[cloud]) => {
      created += 1
      const name = `photos-${created}`
      await emulator.createBucket({ cloud, name, region })
      const place = `${cloud}://${name}?region=${region}`
      for (const configuration of configurations) {
        await client.put(place, configuration, { loss: everything })
      }
      return place
    },
    standing: async (place) => {
      const found = new Map<string, InventoryConfiguration>()
      for await (const entry of client.list(place)) {
        if ('error' in entry) throw entry.error
        found.set(entry.configuration.id, entry.configuration)
      }
      return found
    },
    close: async () => {
      await emulator.close()
      vi.unstubAllEnvs()
    },
  }
}

export const everything = ['lossy', 'emulated'] as const

/** Carries the plan out as far as it creates, and says what each step was. */
export async function carryOut(client: InventoryClient, { steps, loss }: Plan): Promise<string[]> {
  for (const step of steps) {
    if (step.action === 'create') {
      await client.put(step.location, step.desired, { loss, mode: 'create' })
    }
  }
  return steps.map(({ action, id }) => `${action} ${id}`)
}

/** The ids that are suggested, and for each inventory the identity that `identityOf` gives where one is asked for. */
export function answers(
  plan: Plan,
  identityOf: (id: string) => InventoryConfiguration | undefined,
): MigrationInputs {
  const inventories = missingInputs(plan).map(({ inventory, values }) => {
    const given = values.map(({ path, example }) => {
      const known = identityOf(inventory)
      const value = path === 'id' || known === undefined ? undefined : valueAt(known, path)
      return [path, value ?? example] as const
    })
    return [inventory, Object.fromEntries(given)] as const
  })
  return { inventories: Object.fromEntries(inventories) }
}

/** Those of the differences about which no step of the plans asks or says anything. The ids must not have changed. */
export function unsaid(
  differences: readonly Difference[],
  id: string,
  plans: readonly Plan[],
): readonly Difference[] {
  const said = plans.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.id === id && 'findings' in step ? step.findings : [])),
  )
  return differences.filter(
    ({ path }) =>
      !said.some((finding) => isWithin(path, finding.path) || isWithin(finding.path, path)),
  )
}
