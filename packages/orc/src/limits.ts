/**
 * What no honest file exceeds. Bytes that claim more are refused before they take memory, so that what a file of a few
 * kilobytes can make a reader hold is bounded too.
 */
export const limits = {
  /** Bytes of a footer, of the statistics or of the index of one column, compressed or not. */
  sectionBytes: 64 << 20,
  /** Columns, those inside nested columns included. */
  columns: 1 << 14,
  stripes: 1 << 18,
  /** What a writer may add for its own purposes. */
  metadataItems: 1 << 14,
  /** Statistics at a time: stripes, or row groups of a stripe, times columns. Where there are more, none are used. */
  statistics: 1 << 20,
  /** Values of one dictionary. */
  dictionaryValues: 1 << 24,
  /** Bytes of text and binary in one batch, with the dictionaries of its stripe, over all its columns. */
  textBytes: 256 << 20,
  /** Bytes of decompressed chunks, if every stream of the asked columns holds one. */
  chunkBytes: 1 << 30,
} as const
