import { bitsOf, packBits, runWidth, widthCode } from './bit-width.ts'
import type { ByteWriter } from './byte-writer.ts'

/** A run in which a few values are much greater than the others: what they have more is written apart. */
export interface PatchedBase {
  /** The least of the values. */
  readonly base: number
  /** How wide the others are above it. */
  readonly width: number
  /** The values above the base, those that are greater without what they have more. */
  readonly lowBits: readonly number[]
  readonly patchWidth: number
  readonly gapWidth: number
  /** How far each patch is from the one before, and what it adds above the width. */
  readonly patches: readonly { readonly gap: number; readonly high: number }[]
}

/** How much of a run may be greater than the rest, as the Java writer has it. */
const patchedShare = 0.05

const longestGap = 255

/** The values as such a run, where one is shorter than a direct run; values and patches have no more than 53 bits. */
export function patchedBase(values: readonly number[]): PatchedBase | undefined {
  const base = Math.min(...values)
  const above = values.map((value) => value - base)
  if (!above.every(Number.isSafeInteger)) return undefined
  const widths = above.map((value) => runWidth(bitsOf(value))).toSorted((a, b) => b - a)
  const most = widths[0] ?? 0
  const width = widths[Math.floor(values.length * patchedShare)] ?? 0
  if (most - width < 2) return undefined
  const patches = patchesOf(above, width)
  const patchWidth = runWidth(most - width)
  const gapWidth = Math.max(bitsOf(Math.max(...patches.map(({ gap }) => gap))), 1)
  if (gapWidth + patchWidth > 53) return undefined
  const lowBits = above.map((value) => value % 2 ** width)
  return { base, width, lowBits, patchWidth, gapWidth, patches }
}

function patchesOf(above: readonly number[], width: number): PatchedBase['patches'] {
  const patches: { gap: number; high: number }[] = []
  let last = 0
  for (const [index, value] of above.entries()) {
    const high = Math.floor(value / 2 ** width)
    if (high === 0) continue
    let gap = index - last
    last = index
    // A patch of nothing, where the gap does not fit into a byte.
    while (gap > longestGap) {
      patches.push({ gap: longestGap, high: 0 })
      gap -= longestGap
    }
    patches.push({ gap, high })
  }
  return patches
}

/** What follows the first two bytes of such a run. */
export function writePatchedBase(run: PatchedBase, out: ByteWriter): void {
  const { base, width, lowBits, patchWidth, gapWidth, patches } = run
  const magnitude = Math.abs(base)
  // With room for the sign, which is the highest bit.
  const baseBytes = Math.ceil((bitsOf(magnitude) + 1) / 8)
  out.byte(((baseBytes - 1) << 5) | widthCode(patchWidth))
  out.byte(((gapWidth - 1) << 5) | patches.length)
  out.bigEndian(magnitude + (base < 0 ? 2 ** (8 * baseBytes - 1) : 0), baseBytes)
  packBits(lowBits, width, out)
  const entries = patches.map(({ gap, high }) => gap * 2 ** patchWidth + high)
  packBits(entries, runWidth(gapWidth + patchWidth), out)
}
