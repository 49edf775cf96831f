/* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin */
import { Worker } from 'node:worker_threads'

/** Bytes of one slot of the memory that is shared, and how many there are. */
const slotBytes = 512 * 1024
const slotCount = 8

/**
 * What runs in the thread: text, as a file of its own would not be found where this one is bundled. Each message is a slot to
 * hash, which is given back, or the end of a hash.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const hashes = new Map()
parentPort.on('message', ({ id, slot, length, wanted }) => {
  if (slot === undefined) {
    const hash = hashes.get(id) ?? createHash('md5')
    hashes.delete(id)
    if (wanted) parentPort.postMessage({ id, digest: hash.digest('hex') })
    return
  }
  if (!hashes.has(id)) hashes.set(id, createHash('md5'))
  hashes.get(id).update(new Uint8Array(workerData.memory, slot * workerData.slotBytes, length))
  parentPort.postMessage({ slot })
})
`

/** A hash that is made beside whoever feeds it. */
export interface ThreadedHash {
  /** Takes a copy. Returns a promise where it must be waited for before more is given. */
  update(bytes: Uint8Array): Promise<void> | undefined
  /** In hexadecimal digits. Nothing more may be given. */
  digest(): Promise<string>
  /** Nobody wants the digest any more. */
  abandon(): void
}

let shared: HashingThread | undefined

/** An MD5 in a thread that all share, which ends by itself; `undefined` where there can be no thread. */
export function threadedMd5(): ThreadedHash | undefined {
  try {
    if (shared === undefined || shared.ended) shared = new HashingThread()
    return shared.begin()
  } catch {
    // Some run without threads; then it is hashed here.
    return undefined
  }
}

class HashingThread {
  readonly #memory = new SharedArrayBuffer(slotBytes * slotCount)
  readonly #worker: Worker
  readonly #free = Array.from({ length: slotCount }, (_, slot) => slot)
  readonly #waiting: (() => void)[] = []
  readonly #digests = new Map<number, PromiseWithSettlers>()
  #hashes = 0
  /** Hashes that are neither digested nor abandoned. */
  #open = 0
  #failure: Error | undefined

  constructor() {
    this.#worker = new Worker(program, {
      eval: true,
      // What this process was started with, such as a loader, is not for it.
      execArgv: [],
      workerData: { memory: this.#memory, slotBytes },
    })
    this.#worker.on('message', ({ slot, id, digest }: Answer) => {
      if (slot !== undefined) {
        this.#free.push(slot)
        this.#waiting.shift()?.()
      } else if (id !== undefined && digest !== undefined) {
        this.#digests.get(id)?.resolve(digest)
        this.#digests.delete(id)
        this.#close()
      }
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the thread that hashes has ended')))
    this.#worker.unref()
  }

  get ended(): boolean {
    return this.#failure !== undefined
  }

  begin(): ThreadedHash {
    const id = this.#hashes++
    // While something is hashed the process waits for it, and for nothing else of the thread.
    if (this.#open++ === 0) this.#worker.ref()
    let isOpen = true
    return {
      update: (bytes) => this.#update(id, bytes),
      digest: async () => {
        isOpen = false
        if (this.#failure !== undefined) throw this.#failure
        const digest = new Promise<string>((resolve, reject) => {
          this.#digests.set(id, { resolve, reject })
        })
        this.#worker.postMessage({ id, wanted: true })
        return digest
      },
      abandon: () => {
        if (!isOpen) return
        isOpen = false
        this.#worker.postMessage({ id, wanted: false })
        this.#close()
      },
    }
  }

  #update(id: number, bytes: Uint8Array): Promise<void> | undefined {
    for (let start = 0; start < bytes.length; start += slotBytes) {
      if (this.#failure !== undefined) throw this.#failure
      const slot = this.#free.pop()
      if (slot === undefined) return this.#updateLater(id, bytes.subarray(start))
      const part = bytes.subarray(start, start + slotBytes)
      new Uint8Array(this.#memory, slot * slotBytes, part.length).set(part)
      this.#worker.postMessage({ id, slot, length: part.length })
    }
    return undefined
  }

  async #updateLater(id: number, bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
    })
    await this.#update(id, bytes)
  }

  #close(): void {
    if (--this.#open === 0) this.#worker.unref()
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#digests.values()) reject(this.#failure)
    this.#digests.clear()
    for (const wake of this.#waiting.splice(0)) wake()
  }
}

interface Answer {
  readonly slot?: number
  readonly id?: number
  readonly digest?: string
}

interface PromiseWithSettlers {
  readonly resolve: (digest: string) => void
  readonly reject: (error: Error) => void
}
