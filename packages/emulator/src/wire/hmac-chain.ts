import { createHmac, timingSafeEqual } from 'node:crypto'

const keys = new Map<string, Buffer>()
const maxKeys = 200

/** The key that both V4 signatures sign with: an HMAC-SHA256 of each part, keyed with the one before. */
export function deriveKey(secret: string, ...parts: readonly string[]): Buffer {
  const name = JSON.stringify([secret, ...parts])
  const known = keys.get(name)
  if (known !== undefined) return known
  if (keys.size >= maxKeys) keys.clear()
  let key: Buffer = Buffer.from(secret)
  for (const part of parts) key = createHmac('sha256', key).update(part).digest()
  keys.set(name, key)
  return key
}

/** HMAC-SHA256 in hexadecimal. */
export function hmacHex(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

/** Compares two signatures without telling by the time it takes how far they agree. */
export function sameSignature(given: string, computed: string): boolean {
  const left = Buffer.from(given)
  const right = Buffer.from(computed)
  return left.length === right.length && timingSafeEqual(left, right)
}
