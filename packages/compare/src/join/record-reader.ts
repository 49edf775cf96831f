import { isUtf8 } from 'node:buffer'

import type { ComparedSide } from '../compared-object.ts'
import { checksumText } from './checksum-text.ts'
import type { JoinMemory } from './join-memory.ts'
import { recordLayout } from './record-layout.ts'
import type { RecordLayout } from './record-layout.ts'

/** A key as text, and its bytes where it is no UTF-8. */
export interface ReadKey {
  readonly key: string
  readonly keyBytes?: Uint8Array
}

/** How each side's report calls the algorithm of its checksums. */
export interface AlgorithmNames {
  left: string
  right: string
}

/** Texts in the tail of a record, in this order. */
const tailParts = ['originalKey', 'version', 'checksum', 'etag'] as const
const tailHead = 2 * tailParts.length
const digestBytes = 16

/** Makes objects of records. */
export class RecordReader {
  readonly #memory: JoinMemory
  readonly #layout: RecordLayout
  readonly #ofVersions: boolean

  /** `ofVersions`: records are versions of objects, and not objects. */
  constructor(memory: JoinMemory, ofVersions: boolean) {
    this.#memory = memory
    this.#ofVersions = ofVersions
    this.#layout = recordLayout(memory.instance.constant)
  }

  /** The key by which it is matched. */
  key(record: number): ReadKey {
    const { data } = this.#memory.views
    return readKey(
      this.#bytes(
        record + this.#memory.header,
        data.getUint16(record + this.#layout.keyLength, true),
      ),
    )
  }

  /** All but attributes. `algorithm`: how the report calls that of its checksums. */
  side(record: number, algorithm: string): ComparedSide {
    const { data } = this.#memory.views
    const layout = this.#layout
    const flags = data.getUint32(record + layout.flags, true)
    const size = data.getFloat64(record + layout.size, true)
    const time = data.getFloat64(record + layout.time, true)
    const has = (flag: number): boolean => (flags & flag) !== 0
    const etag = this.#etag(record, flags)
    return {
      ...(has(layout.wasRewritten) ? readKey(this.#part(record, 'originalKey')) : this.key(record)),
      ...(this.#ofVersions && has(layout.hasNullVersion) ? { versionId: null } : {}),
      ...(this.#ofVersions && has(layout.hasVersion)
        ? { versionId: this.#part(record, 'version').toString() }
        : {}),
      ...(Number.isNaN(size) ? {} : { size }),
      ...(Number.isNaN(time) ? {} : { lastModified: time }),
      ...(etag === undefined ? {} : { etag }),
      ...(has(layout.hasChecksum)
        ? { checksum: { algorithm, value: checksumText(this.#part(record, 'checksum')) } }
        : {}),
    }
  }

  #etag(record: number, flags: number): string | undefined {
    const layout = this.#layout
    const form = flags & layout.etagForm
    if (form === layout.etagNone) return undefined
    if ((flags & layout.etagText) !== 0) return this.#part(record, 'etag').toString()
    const digest = this.#bytes(record + layout.etag, digestBytes).toString('hex')
    const written = (flags & layout.etagUpper) === 0 ? digest : digest.toUpperCase()
    if (form !== layout.etagOfParts) return written
    return `${written}-${this.#memory.views.data.getUint16(record + layout.parts, true)}`
  }

  #part(record: number, wanted: (typeof tailParts)[number]): Buffer {
    const { data } = this.#memory.views
    const keyLength = data.getUint16(record + this.#layout.keyLength, true)
    const tail = record + this.#memory.header + Math.ceil(keyLength / 8) * 8
    let at = tail + tailHead
    for (const [index, part] of tailParts.entries()) {
      const length = data.getUint16(tail + 2 * index, true)
      if (part === wanted) return this.#bytes(at, length)
      at += length
    }
    return this.#bytes(at, 0)
  }

  /** Not a copy. */
  #bytes(at: number, length: number): Buffer {
    return Buffer.from(this.#memory.views.buffer, at, length)
  }
}

function readKey(bytes: Buffer): ReadKey {
  const key = bytes.toString()
  // What stands for bytes that are no UTF-8 may also be in a key.
  if (!key.includes('\uFFFD') || isUtf8(bytes)) return { key }
  return { key, keyBytes: Uint8Array.from(bytes) }
}
