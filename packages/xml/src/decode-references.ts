import { InventoryError } from '@bucket-inventory/core'

import { unwritableCharacter } from './unwritable-character.ts'

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const reference = /&(?:([a-z]+)|#([0-9]+)|#x([0-9a-fA-F]+));|&[^;]{0,20};?/g

/**
 * Replaces the five entities of XML and its character references, each once. Rejects with `protocol` any other entity and
 * characters that XML cannot hold.
 */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    reference,
    (whole: string, name?: string, decimal?: string, hexadecimal?: string) => {
      if (name !== undefined && Object.hasOwn(named, name)) return named[name] ?? whole
      if (decimal !== undefined) return character(whole, Number.parseInt(decimal, 10))
      if (hexadecimal !== undefined) return character(whole, Number.parseInt(hexadecimal, 16))
      throw new InventoryError('protocol', `a reference that XML does not define, ${whole}`)
    },
  )
}

function character(whole: string, codePoint: number): string {
  const text = codePoint <= 0x10_ff_ff ? String.fromCodePoint(codePoint) : '\uFFFE'
  if (unwritableCharacter(text) === undefined) return text
  throw new InventoryError('protocol', `${whole}, a character that XML cannot hold`)
}
