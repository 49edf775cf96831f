import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { RequestOptions } from '@bucket-inventory/core'

import { dialectOf } from '../dialects/known-dialects.ts'
import type { DialectOptions } from '../dialects/known-dialects.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { referenceOf } from '../find/list-reports.ts'
import { reportFolders } from '../find/report-folders.ts'
import type { ReportFolder } from '../find/report-folders.ts'
import type { ReportSource } from '../find/report-reference.ts'
import { readAhead } from '../open/read-ahead.ts'
import type { Started } from '../open/read-ahead.ts'
import type { ReadProgress } from '../report-reader.ts'
import type { ChangeManifest } from './change-manifest.ts'
import type { ChangeRecord } from './change-record.ts'
import { openChanges } from './open-changes.ts'
import type { ChangeReader } from './open-changes.ts'

export interface ReadChangesOptions extends RequestOptions, DialectOptions {
  /** Epoch milliseconds: changes at this time or later. Default: from the first. */
  readonly from?: number
  /** Epoch milliseconds: changes before this time. Default: to the last. */
  readonly to?: number
  /** Check every file against its size and, where the manifest has one, its MD5 while it streams. Default: true. */
  readonly verify?: boolean
  readonly onProgress?: (progress: ChangesProgress) => void
}

/** How far reading change logs is. */
export interface ChangesProgress {
  /** That are done with, among those that the time may be in. */
  readonly deliveries: number
  readonly totalDeliveries: number
  /** Of the data files, as delivered. */
  readonly bytes: number
  /** Before they are chosen by time. */
  readonly rows: number
}

/**
 * The changes that happened in a time, of all complete deliveries that cover some of it, the oldest delivery first. Within a
 * delivery they are in the order of its files, which promises nothing: the changes of one key are in order by `sequence`, see
 * {@link compareSequences}. What is still being delivered is left out; whoever follows a log rather goes by its deliveries
 * (`listReports`, {@link openChanges}), as one may come late. Rejects with `unsupported` where a log of which only a part is
 * asked for does not say when a change happened.
 */
export async function* readChanges(
  source: ReportSource,
  options: ReadChangesOptions = {},
): AsyncGenerator<ChangeRecord, void, undefined> {
  const { from = -Infinity, to = Infinity, signal, onProgress } = options
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw new InventoryError('invalid-input', 'changes are read from and to a time, not to NaN')
  }
  const dialect = dialectOf(source.provider, options)
  if (dialect.incrementalFolder === undefined) {
    throw new InventoryError('unsupported', `${dialect.name} delivers no change logs`)
  }
  const request = signal === undefined ? {} : { signal }
  const folders = await reportFolders(source, 'incremental', dialect, request)
  const near = folders
    .filter(({ time }) => time >= from - halfDay && time <= to + halfDay)
    .toReversed()
  const opened = (folder: ReportFolder): OpeningLog => {
    const log = openComplete(source, folder, dialect, options)
    // Its failure is told when its turn comes, if it does.
    log.catch(() => undefined)
    return { log, close: async () => undefined }
  }
  const progress = { deliveries: 0, totalDeliveries: near.length, bytes: 0, rows: 0 }
  for await (const { log: opening } of readAhead(near, manifestsAhead, opened)) {
    const log = await opening
    if (log !== undefined && log.manifest.until >= from && log.manifest.time <= to) {
      const before = { ...progress }
      const told = ({ bytes, rows }: ReadProgress) => {
        progress.bytes = before.bytes + bytes
        progress.rows = before.rows + rows
        onProgress?.({ ...progress })
      }
      for await (const change of log.changes({ ...request, onProgress: told })) {
        if (isWithin(change, log.manifest, from, to)) yield change
      }
    }
    progress.deliveries += 1
    onProgress?.({ ...progress })
  }
}

// A folder is named after a time of its delivery, and one whose manifest is of another half day is refused.
const halfDay = 12 * 3_600_000

/** Manifests are small, and most are read only to pass the delivery over. */
const manifestsAhead = 8

interface OpeningLog extends Started {
  /** `undefined` while it is being delivered. */
  readonly log: Promise<ChangeReader | undefined>
}

async function openComplete(
  source: ReportSource,
  folder: ReportFolder,
  dialect: ReportDialect,
  options: ReadChangesOptions,
): Promise<ChangeReader | undefined> {
  const request = options.signal === undefined ? {} : { signal: options.signal }
  const reference = await referenceOf(source, folder, 'incremental', dialect, request)
  return reference.state === 'complete' ? openChanges(reference, options) : undefined
}

function isWithin(
  { at }: ChangeRecord,
  { time, until }: ChangeManifest,
  from: number,
  to: number,
): boolean {
  if (at !== undefined) return at >= from && at < to
  if (time >= from && until <= to) return true
  throw new InventoryError(
    'unsupported',
    `the change log from ${formatInstant(time)} to ${formatInstant(until)} does not say when each change happened, and only a part of it is asked for`,
  )
}
