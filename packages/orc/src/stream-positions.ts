import type { OrcTypeName } from './orc-type.ts'
import type { StreamKind } from './read-stripe-footer.ts'

/** Where in a stream a row group begins. */
export interface StreamPosition {
  /** Compressed bytes before the chunk, or bytes before the run if there is no compression. */
  readonly offset: number
  /** Uncompressed bytes of the chunk before the run. */
  readonly skip: number
  /** Values of the run before the group; for booleans bytes of the run, and bits of the byte. */
  readonly values: readonly number[]
}

/** No run of any encoding has more values. */
const longestRun = 512

/**
 * Tells the numbers of a row index apart, which lie end to end for all streams of a column.
 *
 * `undefined` if they do not fit the streams: then the index is of no use.
 */
export function streamPositions(
  positions: readonly number[],
  type: OrcTypeName,
  shape: { readonly dictionary: boolean; readonly nullable: boolean; readonly compressed: boolean },
): ReadonlyMap<StreamKind, StreamPosition> | undefined {
  const result = new Map<StreamKind, StreamPosition>()
  let index = 0
  for (const [kind, values] of layoutOf(type, shape.dictionary, shape.nullable)) {
    const offset = positions[index++]
    const skip = shape.compressed ? positions[index++] : 0
    if (offset === undefined || skip === undefined) return undefined
    const within = positions.slice(index, index + values)
    if (within.some((value) => value > longestRun)) return undefined
    result.set(kind, { offset, skip, values: within })
    index += values
  }
  return index === positions.length ? result : undefined
}

type Layout = readonly (readonly [StreamKind, number])[]

const integers: Layout = [['data', 1]]
const floats: Layout = [['data', 0]]
const timestamps: Layout = [
  ['data', 1],
  ['secondary', 1],
]
const bytes: Layout = [
  ['data', 0],
  ['length', 1],
]

/** The streams that have positions, in order, and how many numbers each has behind that of the bytes. */
const layouts: Readonly<Partial<Record<OrcTypeName, Layout>>> = {
  boolean: [['data', 2]],
  float: floats,
  double: floats,
  timestamp: timestamps,
  'timestamp-instant': timestamps,
  string: bytes,
  varchar: bytes,
  char: bytes,
  binary: bytes,
}

function layoutOf(type: OrcTypeName, dictionary: boolean, nullable: boolean): Layout {
  // A dictionary is read as a whole, so that it has no position.
  const data = dictionary ? integers : (layouts[type] ?? integers)
  return nullable ? [['present', 2], ...data] : data
}
