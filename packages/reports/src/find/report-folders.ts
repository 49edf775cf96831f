import type { RequestOptions } from '@bucket-inventory/core'

import type { ReportDialect } from '../dialects/report-dialect.ts'
import { folderNameOf } from './manifest-key.ts'
import type { ReportReference, ReportSource } from './report-reference.ts'

/** The folder of one delivery. */
export interface ReportFolder {
  /** With a slash at its end. */
  readonly key: string
  readonly time: number
}

/**
 * Folders of deliveries, newest first: one listing by delimiter for each place where they may lie, at the same time, never of
 * `data/`.
 */
export async function reportFolders(
  source: ReportSource,
  kind: ReportReference['kind'],
  dialect: ReportDialect,
  options: RequestOptions,
): Promise<readonly ReportFolder[]> {
  const places = deliveryPlaces(source, kind, dialect)
  const listed = await Promise.all(
    places.map(async (place) => foldersAt(place, source, dialect, options)),
  )
  return listed.flat().toSorted((left, right) => right.time - left.time)
}

async function foldersAt(
  place: string,
  { store }: ReportSource,
  { timeOfFolder }: ReportDialect,
  options: RequestOptions,
): Promise<readonly ReportFolder[]> {
  const folders: ReportFolder[] = []
  for await (const { key } of store.list(place, options)) {
    const time = key.endsWith('/') ? timeOfFolder(folderNameOf(key)) : undefined
    if (time !== undefined) folders.push({ key, time })
  }
  return folders
}

/**
 * Where deliveries may lie. S3 puts a slash after a destination prefix that ends with one, so that two follow each other,
 * while the configuration at hand may have been written either way since.
 */
export function deliveryPlaces(
  { prefix = '', sourceBucket, id }: ReportSource,
  kind: ReportReference['kind'],
  { incrementalFolder }: ReportDialect,
): readonly string[] {
  if (kind === 'incremental' && incrementalFolder === undefined) return []
  const folder = kind === 'incremental' ? `${incrementalFolder}/` : ''
  const below = `${sourceBucket}/${id}/${folder}`
  if (prefix === '') return [below]
  return [...new Set([prefix, `${prefix}/`, `${prefix}//`])]
    .filter((start) => start.endsWith('/'))
    .slice(0, 2)
    .map((start) => start + below)
}
