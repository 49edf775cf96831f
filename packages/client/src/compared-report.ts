import type { ComparedReport } from '@bucket-inventory/compare'
import {
  formatLocation,
  formatPlace,
  InventoryError,
  isInventoryError,
} from '@bucket-inventory/core'
import type {
  InventoryConfiguration,
  InventoryErrorCode,
  Location,
  Place,
  RequestOptions,
} from '@bucket-inventory/core'
import { findReport, openReport } from '@bucket-inventory/reports'

import type { OpenedBucket } from './opened-bucket.ts'
import type { ComparedReportOptions } from './report-options.ts'
import { reportSourceOf } from './report-source-of.ts'

type Open = (location: Location) => OpenedBucket

/** A report as a comparison takes it, of an inventory or by its manifest. Rejects with `invalid-input` for another place. */
export async function comparedReport(
  place: Place,
  open: Open,
  destination: OpenedBucket | undefined,
  options: ComparedReportOptions,
): Promise<ComparedReport> {
  switch (place.kind) {
    case 'inventory':
      return ofInventory(place, open, destination, options)
    case 'object':
      return ofManifest(place, open, options)
    case 'bucket':
    case 'folder':
      throw new InventoryError(
        'invalid-input',
        `"${formatPlace(place)}" names no report: write an inventory, s3://photos#daily, or a manifest; open a folder with reportInFolder`,
      )
  }
}

async function ofInventory(
  place: Extract<Place, { kind: 'inventory' }>,
  open: Open,
  destination: OpenedBucket | undefined,
  options: ComparedReportOptions,
): Promise<ComparedReport> {
  const { location, id } = place
  const source = await reportSourceOf(open(location), id, destination, requestOf(options))
  const found = await findReport(source, options)
  return {
    report: await openReport(found, options),
    configuration: options.configuration ?? source.configuration,
    name: options.name ?? formatPlace(place),
    overdue: found.overdue ?? false,
  }
}

async function ofManifest(
  place: Extract<Place, { kind: 'object' }>,
  open: Open,
  options: ComparedReportOptions,
): Promise<ComparedReport> {
  const { location, key } = place
  if (options.at !== undefined) {
    throw new InventoryError(
      'invalid-input',
      `"${formatPlace(place)}" is one report: "at" chooses among those of an inventory`,
    )
  }
  const { provider } = open(location).inventories
  if (provider.reportStore === undefined) {
    throw new InventoryError(
      'unsupported',
      `"${formatLocation(location)}": ${provider.name} reads no objects, and so no reports`,
    )
  }
  const store = provider.reportStore(location.bucket)
  const report = await openReport({ store, manifestKey: key }, options)
  const { sourceBucket } = report.manifest
  const source = { ...location, bucket: sourceBucket }
  const configuration =
    options.configuration ?? (await configurationOf(key, source, location.bucket, open, options))
  return {
    report,
    ...(configuration === undefined ? {} : { configuration }),
    name: options.name ?? formatPlace(place),
  }
}

/**
 * By the key of the manifest, `[prefix/]SOURCE/ID/TIME/manifest.json`. `undefined` where the report was copied elsewhere, the
 * inventory is gone or delivers to another bucket by now, or nobody may look.
 */
async function configurationOf(
  manifestKey: string,
  source: Location,
  destination: string,
  open: Open,
  options: RequestOptions,
): Promise<InventoryConfiguration | undefined> {
  const [bucket, id, , name] = manifestKey.split('/').slice(-4)
  if (bucket !== source.bucket || id === undefined || name === undefined) return undefined
  try {
    const { configuration } = await open(source).inventories.get(id, requestOf(options))
    return configuration.destination.bucket === destination ? configuration : undefined
  } catch (error) {
    if (isInventoryError(error) && unknowns.has(error.code)) return undefined
    throw error
  }
}

/** Gone, in another region than the report, or of somebody else. */
const unknowns: ReadonlySet<InventoryErrorCode> = new Set([
  'not-found',
  'invalid-input',
  'permission-denied',
  'unauthenticated',
  'unsupported',
])

function requestOf({ signal }: RequestOptions): RequestOptions {
  return signal === undefined ? {} : { signal }
}
