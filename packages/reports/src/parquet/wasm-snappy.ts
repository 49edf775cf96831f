import type { SnappyDecoder } from './snappy-decoder.ts'
import { snappyModule } from './snappy-module.ts'

/** Behind input and output, so that 16 bytes may be copied at a time. */
const slack = 64
const pageSize = 65_536
/** Memory that is kept for the next block; what a greater one took is given back. */
const keptPages = 256

let compiled: WebAssembly.Module | null | undefined
let kept: { readonly memory: WebAssembly.Memory; readonly decode: Decode } | undefined

type Decode = (...values: number[]) => number

/** The decoder in WebAssembly, in a third of the time; `undefined` where there is none, or none with SIMD. */
export function wasmSnappy(): SnappyDecoder | undefined {
  compiled ??= compile()
  return compiled === null ? undefined : decodeBlock
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Buffer.from(snappyModule, 'base64')
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
}

function decodeBlock(input: Uint8Array, output: { bytes: Uint8Array }, length: number): number {
  const outputAt = input.length + slack
  const pages = Math.ceil((outputAt + length + slack) / pageSize)
  const { memory, decode } = roomFor(pages)
  new Uint8Array(memory.buffer, 0, input.length).set(input)
  const filled = decode(0, input.length, outputAt, outputAt + length)
  if (filled > 0) output.bytes.set(new Uint8Array(memory.buffer, outputAt, filled))
  return filled
}

function roomFor(pages: number): { readonly memory: WebAssembly.Memory; readonly decode: Decode } {
  const there = kept === undefined ? 0 : kept.memory.buffer.byteLength / pageSize
  if (kept !== undefined && there >= pages && (there <= keptPages || pages > keptPages)) return kept
  if (compiled === null || compiled === undefined) throw new TypeError('the module is not compiled')
  const size = Math.max(pages, Math.min(2 * there, keptPages))
  const memory = new WebAssembly.Memory({ initial: size, maximum: size })
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  const { decode } = exports
  if (decode === undefined) throw new TypeError('the module has no "decode"')
  kept = { memory, decode }
  return kept
}
