/** A short text that stands for a longer one: the same today and tomorrow, letters and digits only. 64 bits of FNV-1a. */
export function stableName(text: string): string {
  let hash = 0xcb_f2_9c_e4_84_22_23_25n
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x1_00_00_00_01_b3n)
  }
  return hash.toString(36).padStart(13, '0')
}
