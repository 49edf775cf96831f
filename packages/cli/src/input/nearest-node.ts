import { isAlias, isMap, isNode, isSeq } from 'yaml'
import type { Document, Node } from 'yaml'

/** What is written at a path, or the nearest part of the path that is. */
export interface NearestNode {
  /** Of its key, where it has one. */
  readonly offset: number
  /** What stands there, if the whole path is written. */
  readonly node?: Node
}

/** Finds a path such as `filter.size.min` or `fields[2]`. */
export function nearestNode(document: Document.Parsed, path: string): NearestNode {
  const { contents } = document
  return contents === null ? { offset: 0 } : descend(document, contents, path, contents.range[0])
}

/** Goes by the keys that are there, as an unknown key may itself hold a dot. */
function descend(document: Document, written: Node, path: string, offset: number): NearestNode {
  const node = isAlias(written) ? written.resolve(document) : written
  if (node === undefined) return { offset }
  if (path === '') return { offset, node }
  if (isSeq(node)) {
    const [whole, index = ''] = /^\[(\d+)\]\.?/.exec(path) ?? []
    const item = whole === undefined ? undefined : node.items[Number(index)]
    return isNode(item)
      ? descend(document, item, path.slice(whole?.length), item.range?.[0] ?? offset)
      : { offset }
  }
  if (!isMap(node)) return { offset }
  let nearest: { readonly key: Node; readonly value: unknown; readonly rest: string } | undefined
  for (const { key, value } of node.items) {
    if (!isNode(key)) continue
    const rest = restOf(path, String(key))
    // Of "a" and "a.b", which both lead on, the longer one is meant.
    if (rest === undefined || rest.length >= (nearest?.rest.length ?? Infinity)) continue
    nearest = { key, value, rest }
  }
  if (nearest === undefined) return { offset }
  const { key, value, rest } = nearest
  const at = key.range?.[0] ?? offset
  return isNode(value) ? descend(document, value, rest, at) : { offset: at }
}

function restOf(path: string, key: string): string | undefined {
  if (path === key) return ''
  if (path.startsWith(`${key}.`)) return path.slice(key.length + 1)
  return path.startsWith(`${key}[`) ? path.slice(key.length) : undefined
}
