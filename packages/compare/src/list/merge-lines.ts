/** A line of a run, and where it stands among all. */
export interface OrderedLine {
  readonly order: number
  readonly line: string
}

/** Merges runs, in each of which orders rise, into one in which they do, in batches. Those that are equal stand as the runs do. */
export async function* mergeLines(
  runs: readonly AsyncIterator<readonly OrderedLine[]>[],
): AsyncGenerator<readonly string[]> {
  const heap: RunHead[] = []
  for (const [index, lines] of runs.entries()) {
    const head = { index, lines, batch: [], at: 0, order: 0, line: '' }
    if (await advance(head)) heap.push(head)
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at)
  let batch: string[] = []
  for (;;) {
    const first = heap[0]
    if (first === undefined) break
    batch.push(first.line)
    if (batch.length === batchLength) {
      yield batch
      batch = []
    }
    if (!take(first) && !(await advance(first))) {
      const last = heap.pop()
      if (last !== undefined && last !== first) heap[0] = last
    }
    sink(heap, 0)
  }
  if (batch.length > 0) yield batch
}

const batchLength = 1000

interface RunHead {
  readonly index: number
  readonly lines: AsyncIterator<readonly OrderedLine[]>
  batch: readonly OrderedLine[]
  at: number
  /** Of the first line that was not given. */
  order: number
  line: string
}

/** Goes on to the next line of the batch, if there is one. */
function take(head: RunHead): boolean {
  const next = head.batch[head.at]
  if (next === undefined) return false
  head.order = next.order
  head.line = next.line
  head.at++
  return true
}

/** Goes on to the first line of the next batch, if there is one. */
async function advance(head: RunHead): Promise<boolean> {
  for (;;) {
    const { done, value } = await head.lines.next()
    if (done === true) return false
    head.batch = value
    head.at = 0
    if (take(head)) return true
  }
}

/** Moves the head at a place of the heap down until none below it comes before it. */
function sink(heap: RunHead[], from: number): void {
  const head = heap[from]
  if (head === undefined) return
  let at = from
  for (;;) {
    let below = 2 * at + 1
    let child = heap[below]
    if (child === undefined) break
    const other = heap[below + 1]
    if (other !== undefined && comesBefore(other, child)) {
      child = other
      below++
    }
    if (!comesBefore(child, head)) break
    heap[at] = child
    at = below
  }
  heap[at] = head
}

function comesBefore(left: RunHead, right: RunHead): boolean {
  return left.order < right.order || (left.order === right.order && left.index < right.index)
}
