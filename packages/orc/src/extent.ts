import type { OrcSource } from './orc-source.ts'
import { readRange } from './read-range.ts'

/** A part of a file that is read at once, when it is first needed, and let go when its last user is through. */
export class Extent {
  readonly start: number
  end: number
  /** How many ranges have bytes in it. */
  users = 0
  private readonly source: OrcSource
  private readonly signal: AbortSignal | undefined
  private bytes: Promise<Uint8Array> | undefined

  constructor(source: OrcSource, start: number, end: number, signal?: AbortSignal) {
    this.source = source
    this.start = start
    this.end = end
    this.signal = signal
  }

  load(): Promise<Uint8Array> {
    this.bytes ??= readRange(this.source, this.start, this.end, this.signal)
    return this.bytes
  }

  /** Begins to read. An error is for whoever loads it, if anybody does. */
  prefetch(): void {
    this.load().catch(() => {})
  }

  release(): void {
    this.users--
    if (this.users === 0) this.bytes = undefined
  }
}
