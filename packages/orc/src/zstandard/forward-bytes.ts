/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end first */

/** Walks through a part of some bytes, and throws rather than leave it. */
export class ForwardBytes {
  readonly bytes: Uint8Array
  position: number
  readonly end: number

  constructor(bytes: Uint8Array, position: number, end: number) {
    if (end > bytes.length) throw new Error('it ends too early')
    this.bytes = bytes
    this.position = position
    this.end = end
  }

  /** An unsigned number of up to six bytes, little endian. */
  number(size: number): number {
    const start = this.skip(size)
    let value = 0
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.bytes[start + i]!
    return value
  }

  /** Goes past some bytes; tells where they begin. */
  skip(size: number): number {
    if (size > this.end - this.position) throw new Error('it ends too early')
    const start = this.position
    this.position += size
    return start
  }

  /** The next bytes as a part of their own. */
  part(size: number): ForwardBytes {
    const start = this.skip(size)
    return new ForwardBytes(this.bytes, start, start + size)
  }
}
