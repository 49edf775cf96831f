/* oxlint-disable typescript/no-non-null-assertion -- every index is below the length */
import { isUtf8 } from 'node:buffer'

/** A key as records have it: text, or a copy of its bytes where they are no UTF-8. */
export function checksumKey(bytes: Buffer): string | Uint8Array {
  return isUtf8(bytes) ? bytes.toString('utf8') : Uint8Array.from(bytes)
}

/** The bytes of a percent-encoded text with `+` as space; `undefined` where an escape is none. */
export function decodedKey(written: Buffer): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(written.length)
  let to = 0
  for (let from = 0; from < written.length; from++) {
    const byte = written[from]!
    if (byte === plus) bytes[to++] = space
    else if (byte !== percent) bytes[to++] = byte
    else {
      const digits = written.toString('latin1', from + 1, from + 3)
      if (!twoDigits.test(digits)) return undefined
      bytes[to++] = Number.parseInt(digits, 16)
      from += 2
    }
  }
  return bytes.subarray(0, to)
}

const plus = 0x2b
const space = 0x20
const percent = 0x25
const twoDigits = /^[0-9a-f]{2}$/i

/** A version id as CSV has it: `null` is the null version, and nothing none at all. */
export function checksumVersion(field: Buffer | undefined): { readonly versionId?: string | null } {
  if (field === undefined || field.length === 0) return {}
  const text = field.toString('utf8')
  return { versionId: text === 'null' ? null : text }
}
