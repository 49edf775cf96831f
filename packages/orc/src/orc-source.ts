/** Random access to the bytes of one file that does not change while it is read. */
export interface OrcSource {
  /** Number of bytes. */
  readonly size: number
  /**
   * Bytes from `start` to before `end`; both lie within the size.
   *
   * Must give exactly `end - start` bytes, which the reader keeps a while and never writes to. Several reads may be
   * under way at a time.
   */
  read(
    start: number,
    end: number,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Uint8Array> | Uint8Array
}
