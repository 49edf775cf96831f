/** The bytes of a file that does not change while it is read, in any order. */
export interface RangedBytes {
  /** Bytes of the file. */
  readonly size: number
  /**
   * The bytes from `start` to before `end`, which both lie within the file: exactly `end - start`, which the reader may keep
   * and never writes to. Several reads may be under way at a time.
   */
  read(start: number, end: number): Promise<Uint8Array>
}
