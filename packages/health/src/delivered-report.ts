import { isInventoryError } from '@bucket-inventory/core'
import { readManifest } from '@bucket-inventory/reports'
import type {
  ReadManifestOptions,
  ReportManifest,
  ReportReference,
} from '@bucket-inventory/reports'

/** A complete report, as its manifest has it. */
export interface DeliveredReport {
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
  readonly bucket: string
  readonly manifestKey: string
  readonly files: number
  /** Of all files as they lie there, compressed. */
  readonly bytes: number
  /** Where the manifest says it. */
  readonly rows?: number
  /**
   * Whether the manifest can be read, is of this report, and is what its checksum says where one lies beside it; `problem`
   * where not.
   */
  readonly verified: boolean
  readonly problem?: string
}

/** Reads the manifest of a report and checks it. Rejects with `throttled`, and with the reason of an abort. */
export async function deliveredReport(
  reference: ReportReference,
  bucket: string,
  options: ReadManifestOptions,
): Promise<DeliveredReport> {
  const { time, manifestKey } = reference
  const { manifest, problem } = await checkedManifest(reference, options)
  const files = manifest?.files ?? []
  const rows = files.map((file) => file.rows ?? Number.NaN).reduce((sum, count) => sum + count, 0)
  return {
    time,
    bucket,
    manifestKey,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    ...(manifest === undefined || Number.isNaN(rows) ? {} : { rows }),
    verified: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
  }
}

interface CheckedManifest {
  readonly manifest?: ReportManifest
  readonly problem?: string
}

/** One that is not what its checksum says is read nevertheless, as far as it can be. */
async function checkedManifest(
  reference: ReportReference,
  options: ReadManifestOptions,
): Promise<CheckedManifest> {
  try {
    return { manifest: await readManifest(reference, options) }
  } catch (error) {
    const problem = problemOf(error, options)
    try {
      return { manifest: await readManifest(reference, { ...options, verify: false }), problem }
    } catch (again) {
      problemOf(again, options)
      return { problem }
    }
  }
}

function problemOf(error: unknown, { signal }: ReadManifestOptions): string {
  signal?.throwIfAborted()
  if (!isInventoryError(error) || error.code === 'throttled') throw error
  return error.message
}
