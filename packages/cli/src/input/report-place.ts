import { formatPlace, InventoryError, parsePlace } from '@bucket-inventory/core'
import type {
  InventoryConfiguration,
  InventoryFilter,
  Location,
  Place,
} from '@bucket-inventory/core'
import { openReport } from '@bucket-inventory/reports'
import type { OpenableReport, ReportReader } from '@bucket-inventory/reports'

import type { CommandContext } from '../command.ts'
import { downloadedReport } from './downloaded-report.ts'
import { openProviders } from './open-providers.ts'
import type { OpenedProviders } from './open-providers.ts'
import { requireOssRegion } from './settings.ts'

/** A report that a person pointed at. */
export interface OpenedReport {
  readonly report: ReportReader
  /** Where its manifest is, for a person. */
  readonly manifest: string
  /** What the service does not apply of the configuration. */
  readonly residual: (configuration: InventoryConfiguration) => InventoryFilter | undefined
}

export interface ReportPlaceOptions {
  /** Epoch milliseconds: of several reports the newest that is not after. */
  readonly at: number | undefined
  /** As of `openReport`. Default: true. */
  readonly verify?: boolean
}

/**
 * Opens what an argument names: a report of an inventory (`s3://photos#daily`), a delivery by its manifest, checksum or
 * folder (`s3://reports/photos/daily/2026-11-20T01-00Z/manifest.json`), or one that was downloaded (`./folder`).
 */
export async function openReportPlace(
  text: string,
  { at, verify = true }: ReportPlaceOptions,
  context: Pick<CommandContext, 'environment' | 'folder' | 'signal'>,
): Promise<OpenedReport> {
  const { signal } = context
  const place = parsePlace(text)
  const providers = await openProviders(context)
  const { reference, manifest, isOne } = await find(place, text, at, providers, context)
  if (isOne && at !== undefined) {
    throw new InventoryError(
      'invalid-input',
      `--at chooses among the reports of an inventory or a folder, and "${text}" is one report`,
    )
  }
  const report = await openReport(reference, { verify, signal })
  return {
    report,
    manifest: manifest(report),
    residual: (configuration) => translate(configuration, place, report, providers).residual,
  }
}

interface Found {
  readonly reference: OpenableReport
  readonly manifest: (report: ReportReader) => string
  /** Whether the place names this report, and could name no other. */
  readonly isOne: boolean
}

async function find(
  place: Place,
  text: string,
  at: number | undefined,
  providers: OpenedProviders,
  { environment, folder, signal }: Pick<CommandContext, 'environment' | 'folder' | 'signal'>,
): Promise<Found> {
  const options = { ...(at === undefined ? {} : { at }), signal }
  switch (place.kind) {
    case 'bucket':
      throw new InventoryError(
        'invalid-input',
        `"${text}" names no report: add the id of an inventory, as in s3://photos#daily, or the key of a manifest`,
      )
    case 'inventory': {
      const { location, id } = place
      requireOssRegion(location, environment)
      const reference = await providers.client.findReport(location, id, options)
      const manifest = ({ manifest: { destinationBucket: bucket } }: ReportReader) =>
        objectText({ ...location, bucket }, reference.manifestKey)
      return { reference, manifest, isOne: false }
    }
    case 'object': {
      const { location } = place
      requireOssRegion(location, environment)
      const manifestKey = manifestKeyOf(place.key)
      const reference = { store: storeOf(location, providers), manifestKey }
      return { reference, manifest: () => objectText(location, manifestKey), isOne: true }
    }
    case 'folder': {
      const { reference, path, isOne } = await downloadedReport(place.path, folder, options)
      return { reference, manifest: () => path, isOne }
    }
  }
}

function objectText(location: Location, key: string): string {
  return formatPlace({ kind: 'object', location, key })
}

/** Of a manifest, of its checksum, or of the folder of both, with a slash at its end or without. */
export function manifestKeyOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1)
  if (name.endsWith('.json')) return key
  if (name === '' || name === 'manifest.checksum') {
    return `${key.slice(0, key.length - name.length)}manifest.json`
  }
  return `${key}/manifest.json`
}

function storeOf(location: Location, { client }: OpenedProviders): OpenableReport['store'] {
  const { provider } = client.bucket(location)
  const store = provider.reportStore?.(location.bucket)
  if (store !== undefined) return store
  throw new InventoryError(
    'unsupported',
    `${provider.name} reads no objects, and so no reports; download them, and name the folder`,
  )
}

/** By the bucket where it is known, else by the provider that wrote the report. */
function translate(
  configuration: InventoryConfiguration,
  place: Place,
  { manifest }: ReportReader,
  { client }: OpenedProviders,
) {
  if (place.kind === 'inventory') return client.bucket(place.location).translate(configuration)
  const region = place.kind === 'object' ? place.location.region : undefined
  return client.translate(configuration, {
    provider: manifest.dialect,
    ...(region === undefined ? {} : { region }),
  })
}
