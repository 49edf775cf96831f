import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'

/**
 * The bytes of a column chunk from its begin to its end, of which half a mebibyte or a page is held, whatever is more, and
 * the next half is on its way.
 */
export class ChunkWindow {
  /** Where in the file the next byte is. */
  position: number
  readonly #end: number
  readonly #source: RangedBytes
  readonly #signal: AbortSignal | undefined
  #bytes: Uint8Array = empty
  /** The next byte in these. */
  #at = 0
  #next: Promise<Uint8Array> | undefined
  /** Where the bytes begin that nobody has asked for. */
  #unread: number

  constructor(source: RangedBytes, start: number, end: number, signal?: AbortSignal) {
    this.#source = source
    this.#signal = signal
    this.#end = end
    this.position = start
    this.#unread = start
    this.#readAhead()
  }

  /** Bytes until the end of the chunk. */
  get left(): number {
    return this.#end - this.position
  }

  /** The bytes that are there already. */
  get held(): Uint8Array {
    return this.#at === 0 ? this.#bytes : this.#bytes.subarray(this.#at)
  }

  /** Waits until that many bytes are held. Throws a fault where the chunk has fewer. */
  async hold(length: number): Promise<void> {
    if (length > this.left) {
      throw new ParquetFault('corrupt-report', `${length} bytes are to be where ${this.left} are`)
    }
    let held = this.#bytes.length - this.#at
    if (length <= held) return
    const parts = [this.held]
    while (held < length) {
      const part = await this.#read(length - held)
      parts.push(part)
      held += part.length
    }
    this.#bytes = parts[0]?.length === 0 && parts.length === 2 ? (parts[1] ?? empty) : join(parts)
    this.#at = 0
  }

  /** A view of the next bytes, which must be held, and goes on behind them. */
  take(length: number): Uint8Array {
    const start = this.#at
    this.#at += length
    this.position += length
    return this.#bytes.subarray(start, this.#at)
  }

  async #read(least: number): Promise<Uint8Array> {
    this.#signal?.throwIfAborted()
    const next = this.#next ?? this.#request(Math.max(least, step))
    this.#next = undefined
    const bytes = await next
    this.#signal?.throwIfAborted()
    // What is missing of a long page comes with one request.
    if (least - bytes.length > 0) this.#next = this.#request(Math.max(least - bytes.length, step))
    else this.#readAhead()
    return bytes
  }

  #readAhead(): void {
    if (this.#unread < this.#end) this.#next = this.#request(step)
  }

  #request(length: number): Promise<Uint8Array> {
    const start = this.#unread
    this.#unread = Math.min(this.#end, start + length)
    const bytes = this.#source.read(start, this.#unread)
    // Whoever needs them hears of it; nobody may.
    bytes.catch(() => undefined)
    return bytes
  }
}

const step = 512 * 1024

const empty = new Uint8Array(0)

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let filled = 0
  for (const part of parts) {
    joined.set(part, filled)
    filled += part.length
  }
  return joined
}
