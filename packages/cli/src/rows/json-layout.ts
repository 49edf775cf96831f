import { fieldType, partOf } from './flat-columns.ts'
import type { RowField } from './flat-columns.ts'
import { instantTexts } from './instant-text.ts'
import type { RowLayout } from './row-texts.ts'

/**
 * An object a line, of which a property without value is left out. Times are ISO 8601 in UTC, a storage class is its neutral
 * name, the null version is `null`; all else is as in a record.
 */
export function jsonLayout(): RowLayout {
  const instant = instantTexts()
  return {
    begin: '{',
    end: '}\n',
    leavesOut: true,
    cell: (field) => {
      const name = `${JSON.stringify(field)}:`
      const write = writerOf(field, instant)
      return (value) => (value === undefined ? '' : name + write(value))
    },
  }
}

function writerOf(field: RowField, instant: (time: number) => string): (value: unknown) => string {
  const type = fieldType(field)
  if (type === 'instant') return (value) => `"${instant(Number(value))}"`
  if (type === 'storage-class') return (value) => JSON.stringify(partOf(value, 'name'))
  return (value) =>
    typeof value === 'string' && !special.test(value) ? `"${value}"` : JSON.stringify(value)
}

/** What cannot stand in a text of JSON as it is, halves of pairs included. */
// oxlint-disable-next-line no-control-regex -- it is control characters that must be escaped
const special = /["\\\u0000-\u001F\uD800-\uDFFF]/
