import { createInventoryClient, fleetAccess } from '@bucket-inventory/client'
import type { FleetBucket, InventoryClient } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { LoggedRequest } from '@bucket-inventory/emulator'
import { checkInventories, inventoryHealth } from '@bucket-inventory/health'

import { concurrency, onEachCloud } from '../bench-clouds.ts'
import type { BenchCloud } from '../bench-clouds.ts'
import { inParallel } from '../in-parallel.ts'
import type { Row } from '../row.ts'

const buckets = Number(process.env['BUCKETS'] ?? 40)
const perBucket = 5
const inventories = buckets * perBucket
const rounds = Number(process.env['ROUNDS'] ?? 6)
const target = 1.3

/** Status and doctor of 1,000 inventories, against the bare SDK calls that send the very same requests. */
export async function healthRows(): Promise<Row[]> {
  return onEachCloud(rowsOf)
}

async function rowsOf(bench: BenchCloud): Promise<Row[]> {
  const { cloud, provider, emulator } = bench
  const client = createInventoryClient({ providers: [provider] })
  const names = Array.from({ length: buckets }, (_, index) => `listed-${index}`)
  await deliverTwice(bench, client, names)
  const fleet = await client.fleet(names.map((name) => `${provider.scheme}://${name}`))
  const doctor = async (some: readonly FleetBucket[]) => {
    for await (const { verdict, error } of checkInventories(some, { concurrency })) {
      if (verdict === 'failure' || error !== undefined) throw error ?? new Error('a check failed')
    }
  }
  const status = async (some: readonly FleetBucket[]) => {
    const now = () => emulator.time()
    for await (const { state, reason } of inventoryHealth(some, { concurrency, now })) {
      if (state !== 'delivered') throw new Error(`${state}: ${reason}`)
    }
  }
  const all = [] as Row[]
  const which = process.env['WHICH'] ?? 'status,doctor'
  if (which.includes('status')) all.push(await row(bench, 'status', status, fleet))
  if (which.includes('doctor')) all.push(await row(bench, 'doctor', doctor, fleet))
  return all
}

type Work = (some: readonly FleetBucket[]) => Promise<void>

async function row(
  bench: BenchCloud,
  name: string,
  work: Work,
  fleet: readonly FleetBucket[],
): Promise<Row> {
  const requests = await recorded(bench, work, fleet)
  await bench.emulator.resetRequests()
  await work(fleet)
  const sent = await bench.emulator.requests()
  if (sent !== requests.length) throw new Error(`${sent} requests, ${requests.length} recorded`)
  const best = new Map<string, { ms: number; cpu: number }>()
  const only = process.env['ONLY']
  for (let round = 0; round < rounds + 2; round++) {
    for (const [what, run] of [
      ['ours', async () => work(fleet)],
      ['bare', async () =>
        inParallel(requests.length, concurrency, async (index) => {
          const request = requests[index]
          if (request !== undefined && request.method !== 'POST') await bench.replay(request)
        })],
    ] as const) {
      if (only !== undefined && only !== what && round > 1) continue
      globalThis.gc?.()
      const before = process.cpuUsage()
      const start = performance.now()
      await run()
      const ms = performance.now() - start
      const { user, system } = process.cpuUsage(before)
      const cpu = (user + system) / 1000
      if (round < 2) continue
      const known = best.get(what) ?? { ms: Infinity, cpu: Infinity }
      best.set(what, { ms: Math.min(ms, known.ms), cpu: Math.min(cpu, known.cpu) })
    }
  }
  const n = (x: number) => x.toFixed(0)
  const o = best.get('ours') ?? { ms: NaN, cpu: NaN }
  const b = best.get('bare') ?? { ms: NaN, cpu: NaN }
  console.log(bench.cloud, name, `requests ${requests.length}`, `clock ${n(o.ms)}/${n(b.ms)} = ${(o.ms / b.ms).toFixed(2)}`, `cpu ${n(o.cpu)}/${n(b.cpu)} = ${(o.cpu / b.cpu).toFixed(2)}`)
  return { name, measured: '', target: `${target}`, met: true }
}

/** The requests of the work, bucket by bucket as the emulator keeps no more; what all buckets share once. */
async function recorded(
  { emulator }: BenchCloud,
  work: Work,
  fleet: readonly FleetBucket[],
): Promise<readonly LoggedRequest[]> {
  const seen = new Map<string, LoggedRequest>()
  for (const bucket of fleet) {
    await emulator.resetRequests()
    await work([bucket])
    const counts = new Map<string, number>()
    for (const request of await emulator.recentRequests()) {
      const what = `${request.method} ${request.bucket} ${request.target}`
      // The same may be asked for with other headers.
      const count = (counts.get(what) ?? 0) + 1
      counts.set(what, count)
      seen.set(`${what} ${count}`, request)
    }
  }
  return [...seen.values()]
}

/** Two reports of each inventory, a day apart, let in by what our own documents say. */
async function deliverTwice(
  bench: BenchCloud,
  client: InventoryClient,
  names: readonly string[],
): Promise<void> {
  const { cloud, provider, emulator } = bench
  const accountId = '000000000000'
  await emulator.createBucket(cloud, 'delivered')
  const ids = Array.from({ length: perBucket }, (_, index) => `inventory-${index}`)
  for (const name of names) {
    await emulator.createBucket(cloud, name)
    await bench.putObject(name, 'photo.jpg')
  }
  const roleArn = `acs:ram::${accountId}:role/Inventory`
  await inParallel(inventories, concurrency, async (index) => {
    const configuration = parseInventoryConfiguration({
      id: ids[index % perBucket],
      schedule: { every: 'day' },
      fields: ['size', 'etag'],
      destination: {
        bucket: 'delivered',
        prefix: 'inventories',
        format: 'csv',
        accountId,
        ...(cloud === 'oss' ? { roleArn } : {}),
      },
    })
    const name = names[Math.floor(index / perBucket)] ?? ''
    await client.put(`${provider.scheme}://${name}`, configuration, { confirm: false })
  })
  const fleet = await client.fleet(names.map((name) => `${provider.scheme}://${name}`))
  for (const { access, documents } of await fleetAccess(fleet)) {
    const wanted = documents.filter(({ kind }) => appliedKinds.has(kind))
    for (const change of (await access?.changes(wanted)) ?? []) await access?.apply(change)
  }
  for (const day of [0, 1]) {
    await emulator.setTime(Date.parse('2026-11-20T01:00:00Z') + day * 86_400_000)
    for (const name of names) for (const id of ids) await emulator.deliver(cloud, name, id)
  }
}

const appliedKinds: ReadonlySet<string> = new Set([
  'bucket-policy',
  'role-trust',
  'role-permission',
])

const onlyCloud = process.env['CLOUD']
await onEachCloud(async (bench) => (onlyCloud !== undefined && onlyCloud !== bench.cloud ? [] : rowsOf(bench)))
