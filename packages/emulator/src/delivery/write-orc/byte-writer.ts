/** Bytes that are written one after the other. */
export class ByteWriter {
  #bytes = Buffer.alloc(256)
  #length = 0

  /** How many were written. */
  get length(): number {
    return this.#length
  }

  byte(value: number): void {
    this.#makeRoom(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  append(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A whole number from 0 on, seven bits a byte, the lowest first. */
  varint(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.byte(128 + (rest % 128))
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }

  /** A whole number from 0 on in so many bytes, the highest first. */
  bigEndian(value: number, width: number): void {
    for (let index = width - 1; index >= 0; index -= 1)
      this.byte(Math.floor(value / 256 ** index) % 256)
  }

  /** Everything that was written. */
  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  #makeRoom(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    const larger = Buffer.alloc(Math.max(needed, 2 * this.#bytes.length))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
