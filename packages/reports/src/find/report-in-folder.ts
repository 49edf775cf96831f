import { basename, dirname, resolve } from 'node:path'

import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { ReportStore, RequestOptions } from '@bucket-inventory/core'

import type { DialectOptions } from '../dialects/known-dialects.ts'
import { folderReportStore } from '../stores/folder-report-store.ts'
import { checkedAt } from './checked-at.ts'
import { folderNameOf, folderOf, manifestName } from './manifest-key.ts'
import { reportAt } from './report-at.ts'
import type { ReportReference } from './report-reference.ts'

export interface ReportInFolderOptions extends RequestOptions, DialectOptions {
  /** Epoch milliseconds: the newest report that is not after. Default: the newest of all. */
  readonly at?: number
}

/**
 * The newest full report that was downloaded to a folder: one delivery, the folder of an inventory, or a copy of the whole
 * bucket; of the first the store is the folder above, as data may lie beside it. Rejects with `not-found`, and with `invalid-input` where the folder holds reports of several inventories.
 */
export async function reportInFolder(
  path: string,
  options: ReportInFolderOptions = {},
): Promise<ReportReference> {
  const at = checkedAt(options.at ?? Infinity)
  const store = folderReportStore(path)
  const manifests: string[] = []
  for await (const key of manifestsBelow(store, '', options)) manifests.push(key)
  const inventories = new Set(manifests.map((key) => folderOf(folderOf(key).slice(0, -1))))
  if (inventories.size > 1) {
    const found = [...inventories].map((folder) => `"${folder}"`).join(', ')
    throw new InventoryError(
      'invalid-input',
      `folder "${path}" holds reports of several inventories; name one of ${found}`,
    )
  }
  let newest: ReportReference | undefined
  for (const key of manifests) {
    const report = await reportAt(store, key, options)
    if (report.kind !== 'full' || report.time > at) continue
    if (newest === undefined || report.time > newest.time) newest = report
  }
  if (newest !== undefined) return withFolderBeside(newest, path)
  const before = at === Infinity ? '' : ` that is not after ${formatInstant(at)}`
  throw new InventoryError(
    'not-found',
    `folder "${path}" has no ${manifestName} of a full report${before}, nor has any folder in it`,
  )
}

/** Data lies beside the folder of a delivery as often as in it: where that is the folder itself, its store is the one above. */
function withFolderBeside(report: ReportReference, path: string): ReportReference {
  const folder = resolve(path)
  const name = basename(folder)
  if (report.manifestKey !== manifestName || name === '') return report
  return {
    ...report,
    store: folderReportStore(dirname(folder)),
    manifestKey: `${name}/${manifestName}`,
  }
}

/** Data is never looked at, nor are change logs, which lie deeper than the reports. */
async function* manifestsBelow(
  store: ReportStore,
  prefix: string,
  { signal }: RequestOptions,
): AsyncGenerator<string, void, undefined> {
  const folders: string[] = []
  for await (const { key } of store.list(prefix, signal === undefined ? {} : { signal })) {
    if (key === prefix + manifestName) yield key
    else if (key.endsWith('/') && !skipped.has(folderNameOf(key))) folders.push(key)
  }
  for (const folder of folders) yield* manifestsBelow(store, folder, signal ? { signal } : {})
}

const skipped = new Set(['data', 'hive', 'incremental_inventory'])
