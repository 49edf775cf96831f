import type { Column } from '../batch/column.ts'

/** Whether the text of a row begins with the prefix, as `String.startsWith` decides, without making strings where possible. */
export function startsWith(
  column: Column<string | undefined>,
  prefix: string,
): (row: number) => boolean {
  if (prefix === '') return () => true
  const bytes = Buffer.from(prefix)
  // Half a character, and U+FFFD, which also stands for every invalid byte, are not in the bytes as they are in the text.
  if (column.kind !== 'text' || bytes.includes('\uFFFD')) {
    return (row) => column.get(row)?.startsWith(prefix) === true
  }
  const { bytes: texts, ends, missing } = column
  const { length } = bytes
  return (row) => {
    const start = row === 0 ? 0 : (ends[row - 1] ?? 0)
    if ((ends[row] ?? 0) - start < length || missing?.[row] === 1) return false
    for (let at = 0; at < length; at++) if (texts[start + at] !== bytes[at]) return false
    return true
  }
}
