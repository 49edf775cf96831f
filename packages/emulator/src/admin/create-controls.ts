import { deliver } from '../delivery/deliver.ts'
import type { DeliverySchedule } from '../delivery/delivery-schedule.ts'
import type { Emulation } from '../emulation.ts'
import type { EmulatedBucket, EmulatorControls } from '../emulator.ts'
import { withSwitches } from '../switches.ts'
import { createKey, setKeyPolicy } from './create-key.ts'
import { createRole } from './create-role.ts'

/** The controls of an emulation; buckets belong to `owner` unless said otherwise. */
export function createControls(
  emulation: Emulation,
  schedule: DeliverySchedule,
  owner: string,
): EmulatorControls {
  const { store, faults, log, held, waiters, credentials } = emulation
  return {
    createBucket: (bucket) => createBucket(emulation, bucket, owner),
    createRole: (role) => createRole(emulation, role, owner),
    createOssKey: async ({ id, account = owner }) => {
      store.commit({ type: 'create-oss-key', account, id })
      await store.settled()
    },
    createKey: (key = {}) => createKey(emulation, key, owner),
    setKeyPolicy: (arn, policy) => setKeyPolicy(emulation, arn, policy),
    setOrganization: async (member, organization) => {
      const change = organization === undefined ? {} : { organization }
      store.commit({ type: 'put-organization', member, ...change })
      await store.settled()
    },
    buckets: (cloud) => store.world.buckets[cloud].keys(),
    deliver: (cloud, bucket, id, options) => deliver(emulation, cloud, bucket, id, options),
    runDue: () => schedule.run(),
    inject: (fault) => faults.add(fault),
    resetFaults: () => faults.clear(),
    requests: (filter) => log.count(filter),
    recentRequests: (filter) => log.recent(filter),
    waitForRequests: (count, filter) =>
      waiters.until(() => log.count(filter) >= count, `${count} requests`),
    held: (filter) => held.count(filter),
    waitForHeld: (count, filter) =>
      waiters.until(() => held.count(filter) >= count, `${count} held requests`),
    resetRequests: () => log.clear(),
    setThrottling: (throttle) => emulation.throttling.set(throttle),
    expireSessions: () => credentials.expireSessions(),
    get switches() {
      return emulation.switches
    },
    setSwitches: (switches) => {
      emulation.switches = withSwitches(emulation.switches, switches)
    },
  }
}

const defaultRegions = { s3: 'us-east-1', oss: 'cn-hangzhou' } as const

async function createBucket(
  { store, now }: Emulation,
  {
    cloud,
    name,
    region = defaultRegions[cloud],
    account,
    versioning,
    tags,
    ...more
  }: EmulatedBucket,
  owner: string,
): Promise<void> {
  if (store.world.buckets[cloud].has(name))
    throw new Error(`there is a bucket "${name}" on ${cloud} already`)
  const at = now()
  const creation = { cloud, bucket: name, region, owner: account ?? owner, at, ...more }
  store.commit({ type: 'create-bucket', ...creation })
  if (versioning !== undefined)
    store.commit({ type: 'set-versioning', cloud, bucket: name, versioning })
  if (tags !== undefined) {
    const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }))
    store.commit({ type: 'put-tags', cloud, bucket: name, tags: pairs })
  }
  await store.settled()
}
