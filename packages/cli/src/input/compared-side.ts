import type { ComparedReport } from '@bucket-inventory/compare'
import { formatPlace, InventoryError, parsePlace } from '@bucket-inventory/core'
import type { InventoryConfiguration, Location, Place } from '@bucket-inventory/core'
import { openReport } from '@bucket-inventory/reports'

import type { CommandContext } from '../command.ts'
import { downloadedReport } from './downloaded-report.ts'
import type { OpenedProviders } from './open-providers.ts'
import { manifestKeyOf } from './report-place.ts'
import { requireOssRegion } from './settings.ts'

/** A side that a person pointed at. */
export interface OpenedSide {
  readonly compared: ComparedReport
  /** The bucket that is listed, reached as the place says. */
  readonly source: Location
}

export interface SideOptions {
  readonly side: 'left' | 'right'
  /** Epoch milliseconds: of several reports the newest that is not after. */
  readonly at: number | undefined
  /** Default: as the service has it, of a folder none. */
  readonly configuration: InventoryConfiguration | undefined
}

/** Parses an argument that must name a report. Throws `invalid-input`. */
export function requireReportPlace(text: string): Exclude<Place, { kind: 'bucket' }> {
  const place = parsePlace(text)
  if (place.kind !== 'bucket') return place
  throw new InventoryError(
    'invalid-input',
    `"${text}" names no report: add the id of an inventory, as in s3://photos#daily, or the key of a manifest`,
  )
}

type OpenContext = Pick<CommandContext, 'environment' | 'folder' | 'signal' | 'now'>

/** Opens what an argument of `compare` names. */
export async function openSide(
  text: string,
  options: SideOptions,
  providers: OpenedProviders,
  context: OpenContext,
): Promise<OpenedSide> {
  const { side, at, configuration } = options
  const { signal, now } = context
  const place = requireReportPlace(text)
  if (place.kind === 'folder') return openFolder(place, options, providers, context)
  if (place.kind === 'object' && at !== undefined) throw isOneReport(text, side)
  requireOssRegion(place.location, context.environment)
  const named = formatPlace(
    place.kind === 'object' ? { ...place, key: manifestKeyOf(place.key) } : place,
  )
  const compared = await providers.client.comparedReport(named, {
    name: text,
    signal,
    now: () => now().getTime(),
    ...(at === undefined ? {} : { at }),
    ...(configuration === undefined ? {} : { configuration }),
  })
  const { sourceBucket } = compared.report.manifest
  return { compared, source: { ...place.location, bucket: sourceBucket } }
}

async function openFolder(
  place: Extract<Place, { kind: 'folder' }>,
  { side, at, configuration }: SideOptions,
  { providers }: OpenedProviders,
  { folder, signal }: OpenContext,
): Promise<OpenedSide> {
  const options = { ...(at === undefined ? {} : { at }), signal }
  const { reference, isOne } = await downloadedReport(place.path, folder, options)
  if (isOne && at !== undefined) throw isOneReport(place.path, side)
  const report = await openReport(reference, { signal })
  const { dialect, sourceBucket: bucket } = report.manifest
  const scheme = providers.find(({ name }) => name === dialect)?.scheme ?? dialect
  return {
    compared: {
      report,
      name: place.path,
      ...(configuration === undefined ? {} : { configuration }),
    },
    source: { scheme, bucket },
  }
}

function isOneReport(text: string, side: 'left' | 'right'): InventoryError {
  return new InventoryError(
    'invalid-input',
    `--${side}-at chooses among the reports of an inventory or a folder, and "${text}" is one report`,
  )
}
