import { createHash } from 'node:crypto'

/**
 * A token that says after which name the next page goes on, and that nobody can read or make up. It has the
 * characters of base64, `+`, `/` and `=` among them, so that a client that does not escape it is found out.
 */
export function pageToken(list: string, after: string): string {
  const name = Buffer.from(after)
  const seal = sealOf(list, name)
  return Buffer.concat([seal, masked(name, seal)]).toString('base64')
}

/** The name in a token of the same list; `undefined` for a token that was not made here. */
export function readPageToken(list: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64')
  const seal = bytes.subarray(0, sealLength)
  const name = masked(bytes.subarray(sealLength), seal)
  return sealOf(list, name).equals(seal) ? name.toString() : undefined
}

const sealLength = 12

function sealOf(list: string, name: Buffer): Buffer {
  const hash = createHash('sha256').update(list).update('\0').update(name)
  return hash.digest().subarray(0, sealLength)
}

function masked(bytes: Buffer, seal: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (seal[index % sealLength] ?? 0)))
}
