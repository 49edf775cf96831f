// As of assembly/checksum.ts.
const opaque = 1
const decimal = 4
const head = 4

/** Of a checksum of a record, as it was written. */
export function checksumText(checksum: Buffer): string {
  const kind = checksum[1] ?? 0
  const end = head + checksum.readUInt16LE(2)
  if ((kind & decimal) !== 0) return String(checksum.readBigUInt64BE(head))
  return (kind & opaque) !== 0
    ? checksum.toString('utf8', head, end)
    : checksum.toString('utf8', end)
}
