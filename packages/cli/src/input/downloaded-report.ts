import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import { folderReportStore, reportInFolder } from '@bucket-inventory/reports'
import type { OpenableReport, ReportInFolderOptions } from '@bucket-inventory/reports'

export interface DownloadedReport {
  readonly reference: OpenableReport
  /** Of its manifest, for a person. */
  readonly path: string
  /** Whether the place names this report, and could name no other. */
  readonly isOne: boolean
}

/**
 * The report of a manifest or its checksum, of their folder, or the newest in a folder above. Data lie beside the folder of the
 * manifest as often as in it: both are looked through. Rejects with `not-found`.
 */
export async function downloadedReport(
  written: string,
  workingFolder: string,
  options: ReportInFolderOptions,
): Promise<DownloadedReport> {
  const path = resolve(workingFolder, written)
  const kind = await kindOf(path)
  if (kind === undefined) throw new InventoryError('not-found', `"${written}" does not exist`)
  if (kind === 'folder' && (await kindOf(join(path, manifestName))) === undefined) {
    const reference = await reportInFolder(path, options)
    return { reference, path: join(written, reference.manifestKey), isOne: false }
  }
  const named = kind === 'folder' ? join(path, manifestName) : path
  const name = basename(named) === 'manifest.checksum' ? manifestName : basename(named)
  const folder = dirname(named)
  const manifestKey = [basename(folder), name].filter((part) => part !== '').join('/')
  return {
    reference: { store: folderReportStore(dirname(folder)), manifestKey },
    path: join(kind === 'folder' ? written : dirname(written), name),
    isOne: true,
  }
}

const manifestName = 'manifest.json'

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return undefined
  return found.isDirectory() ? 'folder' : 'file'
}
