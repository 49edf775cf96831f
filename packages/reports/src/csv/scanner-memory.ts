const kibi = 1024

/** Text that is scanned at a time; also the length of the longest row. */
export const blockBytes = 256 * kibi
/** Fields of a block, at most; what is beyond waits for the next. */
export const blockFields = 64 * kibi
/** Rows of a block, at most. */
export const blockRows = 4 * kibi
/** Words of all dictionaries of a file together, at most. */
export const mostWords = 2 * kibi
/** A power of two, and twice as many at least. */
export const wordSlots = 4 * kibi

/** Zeros behind a block, as it is read 64 bytes at a time, and room behind texts, as they are written 16 bytes at a time. */
const padding = 64

/** Where each part lies; the parts follow each other. */
const sizes = {
  /** Nothing, so that no address is 0. */
  unused: kibi,
  /** What a scanner counts beside what it returns. */
  counts: padding,
  block: blockBytes + padding,
  /** A block that was rewritten: each empty field, one byte with its comma, becomes three. */
  rewritten: 3 * blockBytes + padding,
  /** Where fields end, 4 bytes each, behind a -1; a step of 64 bytes may find that many more. */
  bounds: 4 * blockFields + 5 * padding,
  /** Decoded texts. */
  texts: blockBytes + padding,
  /** Decoded columns, 8 bytes a field at most, each aligned to 8. */
  columns: 8 * blockFields + 8 * padding,
  /** Of each slot of the hash table, the number of its word plus one. */
  slots: 4 * wordSlots,
  /** Of each word where it begins, how long it is, of which group it is, and its code there. */
  words: 16 * mostWords,
  wordBytes: blockBytes + padding,
}

export type ScannerPlaces = { readonly [Part in keyof typeof sizes]: number }

/** Address of each part. */
export const places: ScannerPlaces = addresses()

/** Bytes of {@link wordBytes} that words may fill. */
export const mostWordBytes = blockBytes

/** Size of the whole, in the pages of WebAssembly. */
export const scannerPages = Math.ceil(
  Object.values(sizes).reduce((sum, size) => sum + size) / (64 * kibi),
)

/** The memory that a scanner works in. It never grows, so that its views stay valid. */
export class ScannerMemory {
  readonly bytes: Uint8Array
  readonly buffer: ArrayBufferLike
  /** For four bytes at a time, wherever they begin. */
  readonly view: DataView
  /** Where field i of the block ends stands at i + 1. */
  readonly bounds: Int32Array
  readonly counts: Uint32Array
  readonly words: Uint32Array
  readonly slots: Uint32Array

  constructor(buffer: ArrayBufferLike) {
    this.buffer = buffer
    this.bytes = new Uint8Array(buffer)
    this.view = new DataView(buffer)
    this.bounds = new Int32Array(buffer, places.bounds, sizes.bounds / 4)
    this.counts = new Uint32Array(buffer, places.counts, sizes.counts / 4)
    this.words = new Uint32Array(buffer, places.words, sizes.words / 4)
    this.slots = new Uint32Array(buffer, places.slots, sizes.slots / 4)
    this.bounds[0] = -1
  }
}

function addresses(): ScannerPlaces {
  const found = { ...sizes }
  let address = 0
  let part: keyof typeof sizes
  for (part in sizes) {
    found[part] = address
    address += sizes[part]
  }
  return found
}
