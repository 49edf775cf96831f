import type { ReportStore, RequestOptions } from '@bucket-inventory/core'

import { dialectOf } from '../dialects/known-dialects.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { eachRecord } from '../open/each-record.ts'
import { openFile } from '../open/open-file.ts'
import { readAhead } from '../open/read-ahead.ts'
import { readManifest } from '../open/read-manifest.ts'
import type { OpenableReport, ReadManifestOptions } from '../open/read-manifest.ts'
import { ReadingProgress } from '../open/reading-progress.ts'
import type { ReportFile } from '../open/report-manifest.ts'
import type { ReadProgress } from '../report-reader.ts'
import { changeManifest } from './change-manifest.ts'
import type { ChangeManifest } from './change-manifest.ts'
import type { ChangeRecord } from './change-record.ts'
import { decodeChanges } from './decode-changes.ts'

export interface OpenChangesOptions extends ReadManifestOptions {
  /** Check every file against its size and, where the manifest has one, its MD5 while it streams. Default: true. */
  readonly verify?: boolean
}

export interface ChangesOptions extends RequestOptions {
  readonly onProgress?: (progress: ReadProgress) => void
}

/** One delivery of changes. Reading it twice reads it twice. */
export interface ChangeReader {
  readonly manifest: ChangeManifest
  /**
   * The changes, in the order of the manifest's files and of the rows in each, which promises nothing: the changes of one key
   * are in order by their `sequence`, see {@link compareSequences}. Each keeps nothing else alive.
   */
  changes(options?: ChangesOptions): AsyncIterable<ChangeRecord>
}

/**
 * Opens an incremental delivery, a change log: reads its manifest, and no data yet. Rejects as {@link readManifest} does, and
 * with `unsupported` for a full report, which is `openReport`'s. The signal is that of the opening; each reading has its own.
 */
export async function openChanges(
  reference: OpenableReport,
  options: OpenChangesOptions = {},
): Promise<ChangeReader> {
  const { store, manifestKey } = reference
  const { verify = true } = options
  const written = await readManifest(reference, options)
  const dialect = dialectOf(written.dialect, options)
  const manifest = changeManifest(written, dialect, manifestKey)
  const log: ChangeLog = { store, manifestKey, manifest, dialect, verify }
  return { manifest, changes: (read = {}) => eachRecord(readLog(log, read)) }
}

interface ChangeLog {
  readonly store: ReportStore
  readonly manifestKey: string
  readonly manifest: ChangeManifest
  readonly dialect: ReportDialect
  readonly verify: boolean
}

async function* readLog(
  { store, manifestKey, manifest, dialect, verify }: ChangeLog,
  { signal, onProgress }: ChangesOptions,
): AsyncGenerator<readonly ChangeRecord[], void, undefined> {
  const progress = new ReadingProgress(manifest.files, onProgress)
  const request = signal === undefined ? {} : { signal }
  const open = (file: ReportFile) => {
    const onBytes = (count: number) => progress.read(file, count)
    return openFile(file, { store, manifestKey, verify, onBytes, ...request })
  }
  signal?.throwIfAborted()
  for await (const { file, text } of readAhead(manifest.files, 2, open)) {
    for await (const changes of decodeChanges(text, {
      file: file.key,
      manifest,
      dialect,
      ...request,
    })) {
      progress.decode(changes.length)
      yield changes
      // Also behind the last ones: what was stopped did not come to its end.
      signal?.throwIfAborted()
    }
    progress.finish(file)
  }
}
