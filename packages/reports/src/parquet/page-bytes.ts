/** Bytes that are decoded, with the two ways to look at them. */
export interface PageBytes {
  readonly bytes: Uint8Array
  readonly view: DataView
}

export function pageBytes(bytes: Uint8Array): PageBytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}
