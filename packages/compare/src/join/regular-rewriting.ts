import { isUtf8 } from 'node:buffer'

import type { TextColumn } from '@bucket-inventory/reports'

import { joinedTexts } from './joined-texts.ts'
import { startOf } from './staged-texts.ts'
import type { TextSource } from './text-source.ts'

/** Keys as they become, and of those that change what they were. */
export interface RewrittenKeys {
  readonly keys: TextSource
  readonly originals: TextSource
}

/** Rewrites what a regular expression matches. Keys that are no UTF-8 stay as they are. */
export function rewriteKeys(
  { bytes, ends, length }: Pick<TextColumn, 'bytes' | 'ends' | 'length'>,
  rewrite: (key: string) => string,
): RewrittenKeys {
  const keys: Uint8Array[] = []
  const originals: Uint8Array[] = []
  for (let row = 0; row < length; row++) {
    const key = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + startOf(ends, row),
      textLength(ends, row),
    )
    const text = key.toString()
    const rewritten = text.includes('\uFFFD') && !isUtf8(key) ? text : rewrite(text)
    keys.push(rewritten === text ? key : Buffer.from(rewritten))
    originals.push(rewritten === text ? nothing : key)
  }
  return { keys: joinedTexts(keys), originals: joinedTexts(originals) }
}

const nothing = new Uint8Array(0)

function textLength(ends: Uint32Array, row: number): number {
  return (ends[row] ?? 0) - startOf(ends, row)
}
