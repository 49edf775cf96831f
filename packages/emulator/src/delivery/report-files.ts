import { createHash } from 'node:crypto'

import type { DeliveryOptions } from './delivery.ts'

/** An object that a delivery writes. */
export interface DeliveredObject {
  readonly key: string
  readonly body: Buffer
}

export interface ReportFilesOptions<Row> extends DeliveryOptions {
  /** What the names of files end in, without the dot. */
  readonly ending: string
  readonly write: (rows: readonly Row[]) => Promise<Buffer>
  /** Where the file with this number, from 0, and this ending goes. */
  readonly keyOf: (index: number, ending: string) => string
  /** Whether a report without rows has a file all the same. Default: false. */
  readonly fileForNothing?: boolean
}

/** The data files of a report. */
export async function writeReportFiles<Row>(
  rows: readonly Row[],
  options: ReportFilesOptions<Row>,
): Promise<readonly DeliveredObject[]> {
  const { ending, write, keyOf } = options
  const { rowsPerFile = Math.max(rows.length, 1), fileForNothing = false } = options
  const count = Math.max(Math.ceil(rows.length / rowsPerFile), fileForNothing ? 1 : 0)
  const files: DeliveredObject[] = []
  for (let index = 0; index < count; index += 1) {
    const part = rows.slice(index * rowsPerFile, (index + 1) * rowsPerFile)
    files.push({ key: keyOf(index, ending), body: await write(part) })
  }
  return files
}

/** The MD5 of a file in hexadecimal. */
export function md5Of(body: Buffer): string {
  return createHash('md5').update(body).digest('hex')
}
