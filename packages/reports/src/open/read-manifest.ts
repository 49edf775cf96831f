import { createHash } from 'node:crypto'

import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode, ReportStore, RequestOptions } from '@bucket-inventory/core'

import { readWhole } from '../bytes/read-whole.ts'
import { knownDialects } from '../dialects/known-dialects.ts'
import type { DialectOptions } from '../dialects/known-dialects.ts'
import { folderNameOf, folderOf } from '../find/manifest-key.ts'
import type { ReportReference } from '../find/report-reference.ts'
import { loadManifest } from './load-manifest.ts'
import type { LoadedManifest } from './load-manifest.ts'
import type { ReportManifest } from './report-manifest.ts'

/** A delivery to be opened, and what is known of it: the more, the more is checked. */
export type OpenableReport = Pick<ReportReference, 'store' | 'manifestKey'> &
  Partial<Pick<ReportReference, 'time' | 'source'>>

export interface ReadManifestOptions extends RequestOptions, DialectOptions {
  /** Whether the report must be complete, and its manifest that of its checksum. Default: true. */
  readonly verify?: boolean
}

/**
 * The manifest of a delivery. Rejects with `not-found`; with `incomplete-report` while it is being delivered; with
 * `corrupt-report` for a manifest that is none, that has another checksum than the one beside it, or that is another
 * report's than the reference knows.
 */
export async function readManifest(
  reference: OpenableReport,
  options: ReadManifestOptions = {},
): Promise<ReportManifest> {
  const { verify = true, signal } = options
  const { store, manifestKey } = reference
  const request = signal === undefined ? {} : { signal }
  const loaded = await loadManifest(store, manifestKey, options)
  if (loaded === undefined) throw await missing(reference, options, request)
  if (verify) await verifyManifest(store, manifestKey, loaded, request)
  refuseForeign(loaded, reference)
  return loaded.manifest
}

async function verifyManifest(
  store: ReportStore,
  manifestKey: string,
  { bytes, dialect, manifest }: LoadedManifest,
  request: RequestOptions,
): Promise<void> {
  const { checksumObject, completedBy } = dialect
  const folder = folderOf(manifestKey)
  const completing = folder + completedBy
  if (completing !== manifestKey && (await store.head(completing, request)) === undefined) {
    throw refusal(
      'incomplete-report',
      `the report of manifest "${manifestKey}" is still being delivered: there is no "${completing}" yet; if it was only left out of a download, read without verifying`,
      manifestKey,
    )
  }
  // Change logs have none.
  if (checksumObject === undefined || manifest.kind === 'incremental') return
  const written = await readWhole(store, folder + checksumObject, request)
  if (written === undefined) return
  const expected = new TextDecoder().decode(written).trim().toLowerCase()
  const actual = createHash('md5').update(bytes).digest('hex')
  if (actual === expected) return
  throw refusal(
    'corrupt-report',
    /^[\da-f]{32}$/.test(expected)
      ? `manifest "${manifestKey}" has the MD5 ${actual}, not ${expected} as in its ${checksumObject}`
      : `"${folder}${checksumObject}" holds no MD5`,
    manifestKey,
  )
}

/** A folder may hold a manifest that was copied there, or delivered for a bucket or inventory of the same name before. */
function refuseForeign(
  { manifest: { sourceBucket, time, files }, dialect }: LoadedManifest,
  { manifestKey, source, time: known }: OpenableReport,
): void {
  const refuse = (why: string) => {
    throw refusal(
      'corrupt-report',
      `manifest "${manifestKey}" is that of another report: ${why}`,
      manifestKey,
    )
  }
  for (const expected of [dialect.timeOfFolder(folderNameOf(manifestKey)), known]) {
    if (expected === undefined || Math.abs(time - expected) <= halfDay) continue
    const began = formatInstant(time)
    refuse(`its scan began at ${began}, that of its folder ${formatInstant(expected)}`)
  }
  if (source === undefined) return
  if (sourceBucket !== source.bucket) {
    refuse(`it lists bucket "${sourceBucket}", not "${source.bucket}"`)
  }
  for (const { key } of files) {
    // Deliveries before 2017 had no id in the keys of their data.
    const [bucket, id, folder] = key.split('/').slice(-4)
    if (bucket === sourceBucket && folder === 'data' && id !== source.id) {
      refuse(`its file "${key}" is of inventory "${id}", not "${source.id}"`)
    }
  }
}

// Folders are named to the minute, and no inventory is delivered more than once a day.
const halfDay = 12 * 3_600_000

async function missing(
  { store, manifestKey }: OpenableReport,
  options: DialectOptions,
  request: RequestOptions,
): Promise<InventoryError> {
  const folder = folderNameOf(manifestKey)
  if (knownDialects(options).some(({ timeOfFolder }) => timeOfFolder(folder) !== undefined)) {
    for await (const { key } of store.list(folderOf(manifestKey), request)) {
      return refusal(
        'incomplete-report',
        `there is "${key}", and no manifest "${manifestKey}" yet: the report is still being delivered, or its manifest was not copied`,
        manifestKey,
      )
    }
  }
  return refusal('not-found', `there is no manifest "${manifestKey}"`, manifestKey)
}

function refusal(code: InventoryErrorCode, message: string, file: string): InventoryError {
  return new InventoryError(code, message, { position: { file } })
}
