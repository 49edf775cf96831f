import {
  BucketInventories,
  incrementalFields,
  isInventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import { compareSequences, listReports, openChanges, readChanges } from '@bucket-inventory/reports'
import type { ChangeRecord, ReadChangesOptions, ReportSource } from '@bucket-inventory/reports'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { damaged, damagesArbitrary } from './damage-arbitrary.ts'
import type { DeliveringCloud, ObjectChange } from './delivering-cloud.ts'
import { startDeliveringOss } from './delivering-oss.ts'
import { copiedReport, md5Of, memoryReportOf } from './memory-report.ts'
import type { MemoryReport } from './memory-report.ts'
import { changesArbitrary } from './object-change-arbitrary.ts'

const minute = 60_000

describe('what happens in a bucket of OSS', () => {
  let now = Date.parse('2026-11-20T01:00:00Z')
  let world: DeliveringCloud
  let buckets = 0
  beforeAll(async () => {
    world = await startDeliveringOss(() => now)
  })
  afterAll(() => world.close())

  it('is what is read from its change logs, in the order of the sequences', async () => {
    await fc.assert(
      fc.asyncProperty(
        changesArbitrary(world).chain((changes) =>
          fc.tuple(
            fc.constant(changes),
            fc.array(fc.nat(20 * minute), { minLength: changes.length, maxLength: changes.length }),
          ),
        ),
        fc.constantFrom('never', 'enabled', 'suspended'),
        fc.constantFrom('null', 'empty'),
        fc.integer({ min: 1, max: 3 }),
        fc.tuple(fc.nat(60 * minute), fc.nat(60 * minute)),
        async ([changes, pauses], versioning, ossChangeGaps, rowsPerFile, [from, span]) => {
          world.emulator.setSwitches({ ossChangeGaps })
          buckets += 1
          const source = await loggedBucket(world, `photos-${buckets}`, versioning)
          const begin = now
          const expected: Happened[] = []
          const there = new Set<string>()
          for (const [index, change] of changes.entries()) {
            now += pauses[index] ?? 0
            const happened = whatHappens(change, versioning, there)
            await world.change(source.sourceBucket, change)
            if (happened !== undefined) expected.push({ ...happened, at: now })
          }
          await deliverAll(world, source, rowsPerFile)

          const read = await allChanges(source)
          const ordered = read.toSorted((left, right) =>
            compareSequences(left.sequence, right.sequence),
          )
          expect(ordered.map(asHappened)).toStrictEqual(expected)
          const range = { from: begin + from, to: begin + from + span }
          expect(await allChanges(source, range)).toStrictEqual(
            read.filter(({ at = 0 }) => at >= range.from && at < range.to),
          )
        },
      ),
      { numRuns: Math.ceil(propertyRuns / 16) },
    )
  })

  it('is refused or read, and never a crash, where its change log is damaged', async () => {
    const source = await loggedBucket(world, 'damaged', 'enabled')
    for (let index = 0; index < 30; index++) {
      const key = `é${index % 7} "a", b+c%20.jpg`
      const put = { type: 'put', key, size: index, storageClass: 'IA', encrypted: true } as const
      await world.change('damaged', index % 5 === 4 ? { type: 'delete', key } : put)
    }
    await deliverAll(world, source, 20)
    const original = await copiedLog(source)
    const rows = await outcomeOf(original)
    expect(rows).toHaveLength(30)
    const keys = [...original.objects.keys()]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), damagesArbitrary, async (key, damages) => {
        const objects = new Map(original.objects)
        const bytes = objects.get(key) ?? new Uint8Array()
        const changed = damaged(bytes, damages)
        objects.set(key, changed)
        const report = memoryReportOf(objects, original.manifestKey)
        const outcome = await outcomeOf(report)
        await outcomeOf(report, false)
        // A manifest of changes has no checksum.
        if (key === original.manifestKey) return
        expect(outcome).toStrictEqual(md5Of(changed) === md5Of(bytes) ? rows : 'refused')
      }),
      { numRuns: propertyRuns, timeout: 20_000 },
    )
  })
})

/** A bucket whose changes are logged from now on. */
async function loggedBucket(
  { cloud, region, emulator, provider, destination }: DeliveringCloud,
  name: string,
  versioning: 'never' | 'enabled' | 'suspended',
): Promise<ReportSource> {
  const kept = versioning === 'never' ? {} : { versioning }
  await emulator.createBucket({ cloud, name, region, ...kept })
  const configuration = parseInventoryConfiguration({
    id: 'changes',
    schedule: { every: 'week' },
    versions: 'all',
    fields: ['size'],
    incremental: { enabled: true, everySeconds: 600, fields: Object.keys(incrementalFields) },
    destination: { ...destination, format: 'csv' },
  })
  await new BucketInventories(provider, name).put(configuration)
  const store = provider.reportStore?.(destination.bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  return { store, provider: provider.name, sourceBucket: name, id: 'changes' }
}

async function deliverAll(
  { emulator, cloud }: DeliveringCloud,
  { sourceBucket, id }: ReportSource,
  rowsPerFile: number,
): Promise<void> {
  const options = { kind: 'incremental', rowsPerFile } as const
  while ((await emulator.deliver(cloud, sourceBucket, id, options)).delivered);
}

async function allChanges(
  source: ReportSource,
  options?: ReadChangesOptions,
): Promise<ChangeRecord[]> {
  const read: ChangeRecord[] = []
  for await (const change of readChanges(source, options)) read.push(change)
  return read
}

/** The only delivery there is, in memory. */
async function copiedLog(source: ReportSource): Promise<MemoryReport> {
  for await (const { store, manifestKey } of listReports(source, { kind: 'incremental' })) {
    const { manifest } = await openChanges({ store, manifestKey })
    return copiedReport(store, manifestKey, manifest)
  }
  throw new Error('nothing was delivered')
}

async function outcomeOf(
  report: MemoryReport,
  verify = true,
): Promise<readonly ChangeRecord[] | 'refused'> {
  const read: ChangeRecord[] = []
  try {
    const log = await openChanges(report, { verify })
    for await (const change of log.changes()) read.push(change)
    return read
  } catch (error) {
    if (isInventoryError(error)) return 'refused'
    throw error
  }
}

/** What a change log tells, as far as the change itself says it. */
interface Happened {
  readonly type: ChangeRecord['type']
  readonly key: string
  readonly at?: number | undefined
  readonly isDeleteMarker: boolean | undefined
  readonly size: number | undefined
  readonly storageClass: string | undefined
  readonly isMultipartUploaded: boolean | undefined
  readonly isEncrypted: boolean | undefined
}

/** `undefined`: nothing, as what is to be deleted is not there. */
function whatHappens(
  change: ObjectChange,
  versioning: 'never' | 'enabled' | 'suspended',
  there: Set<string>,
): Happened | undefined {
  const { type, key } = change
  if (type !== 'delete') {
    there.add(key)
    return {
      type: 'create',
      key,
      isDeleteMarker: false,
      size: change.size,
      storageClass: type === 'put' ? change.storageClass : 'Standard',
      isMultipartUploaded: type === 'upload',
      isEncrypted: type === 'put' && change.encrypted,
    }
  }
  const nothing = {
    size: undefined,
    storageClass: undefined,
    isMultipartUploaded: undefined,
    isEncrypted: undefined,
  }
  if (versioning !== 'never') return { type: 'delete', key, isDeleteMarker: true, ...nothing }
  return there.delete(key)
    ? { type: 'delete', key, isDeleteMarker: undefined, ...nothing }
    : undefined
}

function asHappened(change: ChangeRecord): Happened {
  const { type, key, at, isDeleteMarker, size, isMultipartUploaded } = change
  return {
    type,
    key,
    isDeleteMarker,
    size,
    storageClass: change.storageClass?.native,
    isMultipartUploaded,
    isEncrypted: change.encryption?.encrypted,
    at,
  }
}
