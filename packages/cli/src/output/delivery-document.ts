import { formatInstant, formatPlace, isInventoryError } from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'
import { readManifest } from '@bucket-inventory/reports'
import type { ReportReference } from '@bucket-inventory/reports'

import { errorDocument } from './error-document.ts'
import type { DeliveryOutput } from './reports-output.ts'

/** How many manifests are read at a time. */
const atATime = 8

/** Deliveries to a bucket as `reports --json` shows them, by their manifests where they are complete. */
export async function deliveryDocuments(
  references: readonly ReportReference[],
  destination: Location,
  signal: AbortSignal,
): Promise<readonly DeliveryOutput[]> {
  const documents: DeliveryOutput[] = []
  for (let start = 0; start < references.length; start += atATime) {
    const some = references.slice(start, start + atATime)
    documents.push(...(await Promise.all(some.map((one) => documentOf(one, destination, signal)))))
  }
  return documents
}

async function documentOf(
  reference: ReportReference,
  location: Location,
  signal: AbortSignal,
): Promise<DeliveryOutput> {
  const { time, state, manifestKey } = reference
  const base = {
    time: formatInstant(time),
    manifest: formatPlace({ kind: 'object', location, key: manifestKey }),
    state,
  }
  if (state === 'in-progress') return base
  try {
    // Not against its checksum, which would be two more requests for each.
    const { format, files, until } = await readManifest(reference, { verify: false, signal })
    const rows = files.map((file) => file.rows)
    return {
      ...base,
      format,
      ...(until === undefined ? {} : { until: formatInstant(until) }),
      files: files.length,
      bytes: sum(files.map(({ size }) => size)),
      ...(rows.includes(undefined) ? {} : { rows: sum(rows.map((count) => count ?? 0)) }),
    }
  } catch (error) {
    if (!isInventoryError(error)) throw error
    return { ...base, ...errorDocument(error) }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
