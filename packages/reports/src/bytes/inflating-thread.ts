/* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin */
import { Worker } from 'node:worker_threads'

/** Bytes of a piece that goes to the thread, and of one that comes back; how many of each a stream has. */
export const pieces = {
  input: { bytes: 512 * 1024, count: 2 },
  output: { bytes: 512 * 1024, count: 8 },
} as const

/**
 * What runs in the thread: text, as a file of its own would not be found where this one is bundled. Pieces lie in memory that
 * is shared; each is given back when it is done with.
 */
const program = `
const { parentPort } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const { createGunzip } = require('node:zlib')
const streams = new Map()
parentPort.on('message', ({ id, does, ...rest }) => {
  if (does === 'begin') streams.set(id, begin(id, rest))
  else streams.get(id)?.[does](rest)
})
function begin(id, { memory, pieces, hashed }) {
  const hash = hashed ? createHash('md5') : undefined
  const gunzip = createGunzip({ chunkSize: pieces.output.bytes, highWaterMark: pieces.output.bytes })
  const outputAt = pieces.input.bytes * pieces.input.count
  const free = Array.from({ length: pieces.output.count }, (_, piece) => piece)
  const waiting = []
  let fed = 0
  let ended = false
  const say = (answer) => parentPort.postMessage({ id, ...answer })
  const give = () => {
    while (waiting.length > 0 && free.length > 0) {
      const chunk = waiting.shift()
      const piece = free.pop()
      new Uint8Array(memory, outputAt + piece * pieces.output.bytes, chunk.length).set(chunk)
      say({ says: 'inflated', piece, length: chunk.length })
    }
    if (waiting.length > 0) return gunzip.pause()
    if (!ended) return gunzip.resume()
    streams.delete(id)
    say({ says: 'ended', fed, taken: gunzip.bytesWritten, digest: hash?.digest('hex') })
  }
  gunzip.on('data', (chunk) => {
    waiting.push(chunk)
    give()
  })
  gunzip.on('end', () => {
    ended = true
    give()
  })
  gunzip.on('error', ({ code, message }) => {
    streams.delete(id)
    say({ says: 'failed', code, message, byte: gunzip.bytesWritten })
  })
  return {
    take({ piece, length }) {
      const bytes = Buffer.from(memory, piece * pieces.input.bytes, length)
      fed += length
      hash?.update(bytes)
      gunzip.write(bytes, () => say({ says: 'taken', piece }))
    },
    finish() {
      gunzip.end()
    },
    free({ done }) {
      free.push(...done)
      give()
    },
    stop() {
      streams.delete(id)
      gunzip.destroy()
    },
  }
}
`

/** What the thread says of a stream. */
export type InflatingAnswer =
  | { readonly says: 'taken'; readonly piece: number }
  | { readonly says: 'inflated'; readonly piece: number; readonly length: number }
  | {
      readonly says: 'ended'
      /** Bytes that were given, and how many of them belong to members of gzip. */
      readonly fed: number
      readonly taken: number
      readonly digest: string | undefined
    }
  | {
      readonly says: 'failed'
      /** Of zlib; absent where the thread itself failed. */
      readonly code?: string
      readonly message: string
      readonly byte: number
    }

/** One stream in the thread. */
export interface InflatingStream {
  readonly input: (piece: number) => Uint8Array
  readonly output: (piece: number, length: number) => Uint8Array
  take(piece: number, length: number): void
  finish(): void
  /** Its output is done with. */
  free(piece: number): void
  /** Nothing more is said of it, whether it has ended or not. Must be called once. */
  stop(): void
}

let shared: InflatingThread | undefined

/**
 * A stream in a thread that all share, which inflates, and hashes what comes in if asked. The process waits for the thread
 * while there are streams, and for nothing else of it. `undefined` where there can be no thread.
 */
export function inflatingStream(
  hashed: boolean,
  onAnswer: (answer: InflatingAnswer) => void,
): InflatingStream | undefined {
  try {
    if (shared === undefined || shared.ended) shared = new InflatingThread()
    return shared.begin(hashed, onAnswer)
  } catch {
    // Some run without threads; then it is inflated as everywhere else.
    return undefined
  }
}

class InflatingThread {
  ended = false
  readonly #worker: Worker
  readonly #streams = new Map<number, (answer: InflatingAnswer) => void>()
  /** Memory of streams that are no more. */
  readonly #idle: SharedArrayBuffer[] = []
  #count = 0

  constructor() {
    // What this process was started with, such as a loader, is not for it.
    this.#worker = new Worker(program, { eval: true, execArgv: [] })
    this.#worker.on('message', ({ id, ...answer }: InflatingAnswer & { readonly id: number }) => {
      this.#streams.get(id)?.(answer)
    })
    this.#worker.on('error', ({ message }) => this.#fail(message))
    this.#worker.on('exit', () => this.#fail('the thread that inflates has ended'))
    this.#worker.unref()
  }

  begin(hashed: boolean, onAnswer: (answer: InflatingAnswer) => void): InflatingStream {
    const { input, output } = pieces
    const inputBytes = input.bytes * input.count
    const memory =
      this.#idle.pop() ?? new SharedArrayBuffer(inputBytes + output.bytes * output.count)
    const id = this.#count++
    this.#worker.postMessage({ id, does: 'begin', memory, pieces, hashed })
    this.#streams.set(id, onAnswer)
    this.#worker.ref()
    const say = (does: string, rest: object = {}) => {
      this.#worker.postMessage({ id, does, ...rest })
    }
    let done: number[] = []
    return {
      input: (piece) => new Uint8Array(memory, piece * input.bytes, input.bytes),
      output: (piece, length) => new Uint8Array(memory, inputBytes + piece * output.bytes, length),
      take: (piece, length) => say('take', { piece, length }),
      finish: () => say('finish'),
      free: (piece) => {
        done.push(piece)
        // Waking the thread costs more than the message; the other half keeps it busy.
        if (done.length < output.count / 2) return
        say('free', { done })
        done = []
      },
      stop: () => {
        say('stop')
        this.#streams.delete(id)
        if (this.#streams.size === 0) this.#worker.unref()
      },
    }
  }

  #fail(message: string): void {
    this.ended = true
    for (const onAnswer of this.#streams.values()) onAnswer({ says: 'failed', message, byte: 0 })
  }
}
