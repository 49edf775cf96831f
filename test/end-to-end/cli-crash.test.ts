import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import type { LoggedRequest } from '@bucket-inventory/emulator'
import { planOutputSchema } from 'bucket-inventory'
import { beforeAll, expect, it, vi } from 'vitest'

import { inGate } from '../property-runs.ts'
import { builtCommand } from './built-command.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

// The command is killed at every point between two requests of an apply that creates, replaces and deletes on both clouds:
// before each request is served, and, where it changes something, after it was served and before its answer is there.

vi.setConfig({ testTimeout: 120_000 })

let command: string
beforeAll(async () => {
  command = await builtCommand()
})

/** What stands there first, by cloud. */
const base = {
  s3: parseInventoryConfiguration({
    id: 'bi-daily',
    schedule: { every: 'day' },
    fields: ['size'],
    destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
  }),
  oss: parseInventoryConfiguration({
    id: 'bi-daily',
    schedule: { every: 'day' },
    fields: ['size'],
    destination: {
      bucket: 'reports',
      accountId: '1283641033516515',
      roleArn: 'acs:ram::1283641033516515:role/R',
      format: 'csv',
    },
  }),
}
type Cloud = keyof typeof base
const clouds = ['s3', 'oss'] as const
const changed: Partial<InventoryConfiguration> = { schedule: { every: 'week' }, fields: ['etag'] }

function declarationOf(bucket: string): string {
  const at = (configuration: Partial<InventoryConfiguration>) =>
    clouds.map((cloud) => ({
      location: `${cloud}://${bucket}`,
      destination: base[cloud].destination,
      ...configuration,
    }))
  return JSON.stringify({
    apiVersion: 'bucket-inventory/v1',
    manage: { ids: 'bi-*' },
    inventories: [
      { configuration: { id: 'bi-daily', schedule: { every: 'day' } }, at: at(changed) },
      { configuration: { id: 'bi-new', schedule: { every: 'day' }, fields: ['size'] }, at: at({}) },
    ],
  })
}

/** One apply to be killed: buckets and a folder of its own. */
interface Scene {
  readonly bucket: string
  readonly folder: string
}

async function setScene(world: CliWorld, client: InventoryClient, bucket: string): Promise<Scene> {
  const folder = join(world.folder, bucket)
  await mkdir(folder)
  await writeFile(join(folder, 'team.json'), declarationOf(bucket))
  for (const cloud of clouds) {
    await world.emulator.createBucket({ cloud, name: bucket })
    for (const id of ['bi-daily', 'bi-old', 'theirs']) {
      await client.put(`${cloud}://${bucket}`, { ...base[cloud], id }, { confirm: false })
    }
  }
  return { bucket, folder }
}

const words = ['apply', 'team.json', '--prune', '--yes', '--concurrency', '1']

function startApply(world: CliWorld, { folder }: Scene) {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      BUCKET_INVENTORY_JOURNAL: '',
      ...world.emulator.environment,
    },
    stdio: 'ignore',
  })
  return { child, ended: once(child, 'exit') }
}

/** Every request of an apply that nobody disturbs, with its number. */
async function requestsOfApply(world: CliWorld, scene: Scene): Promise<readonly LoggedRequest[]> {
  const { bucket } = scene
  const before = world.emulator.requests({ bucket })
  const { ended } = startApply(world, scene)
  expect(await ended).toStrictEqual([0, null])
  return world.emulator.recentRequests({ bucket }).slice(before)
}

async function stateOf(client: InventoryClient, location: string) {
  const state = new Map<string, InventoryConfiguration>()
  for await (const entry of client.list(location)) {
    if ('error' in entry) throw entry.error
    state.set(entry.configuration.id, entry.configuration)
  }
  return state
}

type Standing = 'old' | 'new' | 'absent'

/** What stands of each inventory that the apply is about; whatever is neither old nor new fails the test. */
async function standingOf(
  client: InventoryClient,
  cloud: Cloud,
  bucket: string,
  label: string,
): Promise<Readonly<Record<'bi-daily' | 'bi-new' | 'bi-old', Standing>>> {
  const location = `${cloud}://${bucket}`
  const state = await stateOf(client, location)
  const inventories = client.bucket(location)
  const is = (found: InventoryConfiguration, wanted: InventoryConfiguration) =>
    inventories.differences(wanted, found).length === 0
  const standing = (id: string, older?: InventoryConfiguration, newer?: InventoryConfiguration) => {
    const found = state.get(id)
    if (found === undefined) return 'absent'
    if (older !== undefined && is(found, older)) return 'old'
    expect(newer !== undefined && is(found, newer), `${label}: ${location}#${id}`).toBe(true)
    return 'new'
  }
  const own = base[cloud]
  const theirs = state.get('theirs')
  expect(theirs !== undefined && is(theirs, { ...own, id: 'theirs' }), label).toBe(true)
  const others = [...state.values()].filter(
    ({ id }) => !['bi-daily', 'bi-new', 'bi-old', 'theirs'].includes(id),
  )
  // A trial that is left over: of ours by its name, and off.
  for (const { id, enabled } of others) {
    expect([id.startsWith('bucket-inventory-trial-'), enabled], label).toStrictEqual([true, false])
  }
  return {
    'bi-daily': standing('bi-daily', own, { ...own, ...changed }),
    'bi-new': standing('bi-new', undefined, { ...own, id: 'bi-new' }),
    'bi-old': standing('bi-old', { ...own, id: 'bi-old' }),
  }
}

/** What a plan must say of it. */
const truth = {
  'bi-daily': { old: 'replace', new: 'unchanged', absent: 'create' },
  'bi-new': { old: undefined, new: 'unchanged', absent: 'create' },
  'bi-old': { old: 'delete', new: undefined, absent: undefined },
} as const

async function planned(world: CliWorld, { folder }: Scene) {
  const run = await world.run(['plan', 'team.json', '--prune', '--json'], { folder })
  return { ...run, plan: planOutputSchema.parse(JSON.parse(run.output)) }
}

/** The file that brings an inventory back. */
async function snapshotOf({ folder }: Scene, place: string): Promise<string | undefined> {
  const snapshots = join(folder, 'bucket-inventory-snapshots')
  const files = await readdir(snapshots).catch(() => [])
  for (const file of files) {
    const text = await readFile(join(snapshots, file), 'utf8')
    if (text.includes(`# ${place},`)) return join('bucket-inventory-snapshots', file)
  }
  return undefined
}

it('leaves the old, the new, or a way back, wherever it is killed, and the next plan says the truth', async () => {
  const world = await startCliWorld()
  const { emulator } = world
  const connection = { accessKeyId: 'test', accessKeySecret: 'test', region: 'cn-hangzhou' }
  // Its own connection to S3 takes the environment, as the command does.
  await world.run(['--version'])
  const client = createInventoryClient({
    providers: [
      createS3Provider({ region: 'us-east-1' }),
      createOssProvider({ ...connection, endpoint: emulator.oss }),
    ],
  })
  const requests = await requestsOfApply(world, await setScene(world, client, 'undisturbed'))
  const all = requests.flatMap(({ method }, after) =>
    (method === 'GET' ? (['before'] as const) : (['before', 'after'] as const)).map((when) => ({
      after,
      when,
      reads: method === 'GET',
    })),
  )
  // Two lists; on each cloud a creation, a replacement and a deletion, each confirmed; more requests where OSS needs them.
  expect(all.length).toBeGreaterThan(30)
  // Before a request it stands as after the change before: tried in the gate, but for the first change.
  const first = all.findIndex(({ reads }) => !reads)
  const points = all.filter(({ when }, at) => inGate || when === 'after' || at === first)
  const seen = new Set<string>()
  const states = new Set<string>()

  const runPoint = async ({ after, when }: (typeof points)[number]) => {
    const bucket = `killed-${when}-${after}`
    const label = `killed ${when} request ${after}, ${requests[after]?.cloud} ${requests[after]?.operation}`
    const scene = await setScene(world, client, bucket)
    const already = emulator.requests({ bucket })
    emulator.inject({ bucket, after, when, effect: { type: 'hang' } })
    expect(already).toBeGreaterThan(0)
    const { child, ended } = startApply(world, scene)
    await Promise.race([emulator.waitForHeld(1, { bucket }), ended])
    child.kill('SIGKILL')
    expect(await ended, label).toStrictEqual([null, 'SIGKILL'])

    const { plan } = await planned(world, scene)
    const state = JSON.stringify(
      plan.steps.map(({ provider, id, action }) => [provider, id, action]),
    )
    const known = states.has(state)
    states.add(state)
    for (const cloud of clouds) {
      const location = `${cloud}://${bucket}`
      const standing = await standingOf(client, cloud, bucket, label)
      for (const id of ['bi-daily', 'bi-new', 'bi-old'] as const) {
        const said = plan.steps.find((step) => step.location === location && step.id === id)
        expect(said?.action, `${label}: the plan on ${location}#${id}`).toBe(
          truth[id][standing[id]],
        )
      }
      for (const id of ['bi-daily', 'bi-old'] as const) {
        seen.add(`${cloud} ${id} ${standing[id]}`)
        if (standing[id] !== 'absent') continue
        const file = await snapshotOf(scene, `${location}#${id}`)
        expect(file, `${label}: ${location}#${id} is gone, without a snapshot`).toBeDefined()
        if (known) continue
        const restored = await world.run(['restore', file ?? ''], { folder: scene.folder })
        expect(restored.code, `${label}: ${restored.messages}`).toBe(0)
        expect((await standingOf(client, cloud, bucket, label))[id], label).toBe('old')
      }
    }

    // What two points left alike goes on alike.
    if (known) return
    const again = await world.run(words, { folder: scene.folder })
    expect(again.code, `${label}: ${again.messages}`).toBe(0)
    const end = await planned(world, scene)
    expect(
      [end.code, end.plan.steps.filter(({ action }) => action === 'foreign').length],
      label,
    ).toStrictEqual([0, 2])
  }
  for (let at = 0; at < points.length; at += 3) {
    await Promise.all(points.slice(at, at + 3).map(runPoint))
  }
  // The window in which neither stands was hit, and so were both sides of it.
  expect([...seen].toSorted()).toStrictEqual([
    'oss bi-daily absent',
    'oss bi-daily new',
    'oss bi-daily old',
    'oss bi-old absent',
    'oss bi-old old',
    's3 bi-daily new',
    's3 bi-daily old',
    's3 bi-old absent',
    's3 bi-old old',
  ])
})
