import { ossObjects } from '../oss/oss-objects.ts'
import { writeDate } from '../xml/write-date.ts'
import type { CsvStyle } from './write-csv.ts'

/** How OSS writes CSV. */
export const ossStyle: CsvStyle = {
  encodeKey: ossObjects.encodeKey,
  writeInstant: (milliseconds) => `${hyphenTime(milliseconds)}Z`,
  quotesFirst: false,
  missing: '',
}

/** `2025-05-17T16-00-59`, in UTC. */
export function hyphenTime(milliseconds: number): string {
  return writeDate(milliseconds).slice(0, 19).replaceAll(':', '-')
}
