import type { RequestOptions } from '@bucket-inventory/core'

import { dialectOf } from '../dialects/known-dialects.ts'
import type { DialectOptions } from '../dialects/known-dialects.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { manifestName } from './manifest-key.ts'
import { reportFolders } from './report-folders.ts'
import type { ReportFolder } from './report-folders.ts'
import type { ReportReference, ReportSource } from './report-reference.ts'

export interface ListReportsOptions extends RequestOptions, DialectOptions {
  /** `incremental`: the change logs, where the provider has them. Default: `full`. */
  readonly kind?: ReportReference['kind']
}

/**
 * Every delivery of an inventory, newest first, complete or in progress. Lists the folders of deliveries first, which is a
 * request for each thousand, then looks into each as it is asked for, which is one more.
 */
export async function* listReports(
  source: ReportSource,
  options: ListReportsOptions = {},
): AsyncGenerator<ReportReference, void, undefined> {
  const { kind = 'full', signal } = options
  const dialect = dialectOf(source.provider, options)
  const request = signal === undefined ? {} : { signal }
  for (const folder of await reportFolders(source, kind, dialect, request)) {
    yield await referenceOf(source, folder, kind, dialect, request)
  }
}

/** The delivery in a folder, by a look at the object that completes it. */
export async function referenceOf(
  { store, sourceBucket, id }: ReportSource,
  { key, time }: ReportFolder,
  kind: ReportReference['kind'],
  { completedBy }: ReportDialect,
  options: RequestOptions,
): Promise<ReportReference> {
  return {
    store,
    manifestKey: key + manifestName,
    time,
    kind,
    state:
      (await store.head(key + completedBy, options)) === undefined ? 'in-progress' : 'complete',
    source: { bucket: sourceBucket, id },
  }
}
