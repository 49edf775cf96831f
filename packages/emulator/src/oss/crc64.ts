/** CRC-64/XZ, which OSS calls CRC64-ECMA, of some bytes after those that gave `sum`. */
export function crc64(bytes: Uint8Array, sum = 0n): bigint {
  // Two halves of 32 bits: a bigint for every byte would be twenty times slower.
  const start = sum ^ mask
  let high = Number(start >> 32n)
  let low = Number(start & 0xffffffffn)
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0)
    high = (high >>> 8) ^ (highs[index] ?? 0)
  }
  return ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) ^ mask
}

const mask = 0xffffffffffffffffn
const polynomial = 0xc96c5795d7870f42n

const entries = Array.from({ length: 256 }, (_, index) => {
  let entry = BigInt(index)
  for (let bit = 0; bit < 8; bit += 1)
    entry = (entry & 1n) === 1n ? (entry >> 1n) ^ polynomial : entry >> 1n
  return entry
})

const highs = Uint32Array.from(entries, (entry) => Number(entry >> 32n))
const lows = Uint32Array.from(entries, (entry) => Number(entry & 0xffffffffn))
