import type { ComparedObject } from '../compared-object.ts'
import { readExtents } from '../spill/read-extents.ts'
import { SpillFile } from '../spill/spill-file.ts'
import type { ComparedObjectDocument } from './compared-object-document.ts'
import { comparedObjectLine } from './compared-object-line.ts'
import { comparedObjectOf } from './compared-object-of.ts'
import { LineRun } from './line-run.ts'
import { mergeLines } from './merge-lines.ts'
import type { OrderedLine } from './merge-lines.ts'
import { wholeLines } from './whole-lines.ts'

/** Puts the objects of a comparison into the order of the list: first all are added, then all are read. */
export interface OrderedList {
  /**
   * Adds an object. Within a run orders rise; no two objects have one order. Returns a promise where the caller must wait for
   * the disk. Nothing of the object is kept alive.
   */
  add(run: number, order: number, object: ComparedObject): Promise<void> | undefined
  /** All objects by rising order, once. Nothing can be added after. */
  read(): AsyncIterable<readonly ComparedObject[]>
  /** Removes what is on disk and in memory; to be called whatever happened. Never rejects: the folder is to be removed too. */
  close(): Promise<void>
}

export interface OrderedListOptions {
  /** An existing folder that is the caller's to remove; asked for when memory does not suffice. */
  readonly spillTo: () => Promise<string>
  /** Bytes that are kept in memory. Reading takes as many again. Default: 16 MiB. */
  readonly memory?: number
}

/**
 * A list in memory as far as that suffices, else in a file. What it gives does not depend on how much memory it has. Rejects
 * with `storage` where the disk fails.
 */
export function orderedList({
  spillTo,
  memory = 16 * 1024 * 1024,
}: OrderedListOptions): OrderedList {
  const runs = new Map<number, LineRun>()
  let used = 0
  let file: SpillFile | undefined
  const spill = async () => {
    file ??= new SpillFile(await spillTo(), 'list')
    for (const run of runs.values()) await run.spill(file)
    used = 0
  }
  return {
    add(index, order, object) {
      const run = runOf(runs, index)
      const before = run.capacity
      run.append(order, comparedObjectLine(object))
      used += run.capacity - before
      return used > memory ? spill() : undefined
    },
    async *read() {
      const share = Math.floor(memory / 4 / Math.max(runs.size, 1))
      const pieceSize = Math.min(Math.max(share, leastPiece), mostPiece)
      const inOrder = [...runs].toSorted(([left], [right]) => left - right)
      const merged = mergeLines(inOrder.map(([, run]) => linesOf(run, file, pieceSize)))
      for await (const lines of merged) yield lines.map(objectOf)
      await file?.close()
    },
    async close() {
      runs.clear()
      await file?.remove().catch(() => undefined)
    },
  }
}

const leastPiece = 16 * 1024
const mostPiece = 1024 * 1024

function runOf(runs: Map<number, LineRun>, index: number): LineRun {
  const known = runs.get(index)
  if (known !== undefined) return known
  const run = new LineRun()
  runs.set(index, run)
  return run
}

async function* linesOf(
  run: LineRun,
  file: SpillFile | undefined,
  pieceSize: number,
): AsyncGenerator<readonly OrderedLine[]> {
  for await (const block of wholeLines(bytesOf(run, file, pieceSize))) {
    yield block.toString().trimEnd().split('\n').map(orderedLine)
  }
}

async function* bytesOf(
  run: LineRun,
  file: SpillFile | undefined,
  pieceSize: number,
): AsyncGenerator<Uint8Array> {
  if (file !== undefined) yield* readExtents(file, run.extents, pieceSize)
  const { bytes } = run
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
}

function orderedLine(text: string): OrderedLine {
  const space = text.indexOf(' ')
  return { order: Number(text.slice(0, space)), line: text.slice(space + 1) }
}

function objectOf(line: string): ComparedObject {
  // It was written by us, in a folder of ours: it is what it was.
  const document: ComparedObjectDocument = JSON.parse(line)
  return comparedObjectOf(document)
}
