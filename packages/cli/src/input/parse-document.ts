import { InventoryError } from '@bucket-inventory/core'
import { Composer, isNode, isScalar, Lexer, LineCounter, Parser, visit } from 'yaml'
import type { Document } from 'yaml'

import { nearestNode } from './nearest-node.ts'

/** A file that was understood: what it says, and where. */
export interface ParsedDocument {
  readonly file: string
  readonly value: unknown
  /** Where a path such as `filter.size.min` or `fields[2]` is written; the nearest part of it that is. */
  positionOf(path: string): { readonly line: number; readonly column: number }
  /** The number at a path as it was written: `012` where the value is 12. `undefined` where there is none. */
  numberAsWritten(path: string): string | undefined
}

/** Configurations nest five deep, and what a provider holds beyond them a little deeper. */
const maximumDepth = 100

/**
 * Reads one YAML or JSON document (JSON is YAML). Throws `invalid-input` with line and column for what is no document,
 * more than one, a key that comes twice, a tag, or an alias that refers to itself or too much.
 */
export function parseDocument(text: string, file: string): ParsedDocument {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length))
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const wrong = (offset: number, message: string) => {
    const position = place(offset)
    return new InventoryError('invalid-input', message, { position: { file, ...position } })
  }
  const documents = compose(text, lines, wrong)
  const [document, second] = documents
  if (document === undefined || document.contents === null) throw wrong(0, 'the file is empty')
  const [problem] = [...document.errors, ...document.warnings]
  if (problem !== undefined) throw wrong(problem.pos[0], problem.message)
  if (second !== undefined) {
    throw wrong(
      second.range[0],
      `the file holds ${documents.length} documents; put each in a file of its own`,
    )
  }
  requireKeys(document, wrong)
  return {
    file,
    value: valueOf(document, wrong),
    positionOf: (path) => place(nearestNode(document, path).offset),
    numberAsWritten: (path) => {
      const { node } = nearestNode(document, path)
      return isScalar(node) && typeof node.value === 'number' ? node.source : undefined
    },
  }
}

type Wrong = (offset: number, message: string) => InventoryError

/** By hand instead of `parseAllDocuments`, which overflows its stack, or the memory, on a file of brackets. */
function compose(text: string, lines: LineCounter, wrong: Wrong): Document.Parsed[] {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  const tokens = []
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > maximumDepth) throw wrong(parser.offset, 'nested too deeply')
  }
  for (const token of parser.end()) tokens.push(token)
  // Its own check for keys that come twice compares each with all before it.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, prettyErrors: false })
  return [...composer.compose(tokens, true, text.length)]
}

function requireKeys(document: Document.Parsed, wrong: Wrong): void {
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<string>()
      for (const { key } of map.items) {
        const offset = offsetOf(key)
        if (!isScalar(key)) throw wrong(offset, 'a key must be plain text')
        const text = String(key.value)
        if (keys.has(text)) throw wrong(offset, `the key "${text}" comes twice`)
        keys.add(text)
      }
    },
  })
}

function valueOf(document: Document.Parsed, wrong: Wrong): unknown {
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw wrong(offsetOfAlias(document), message)
  }
  if (deeper(value, maximumDepth)) throw wrong(offsetOfAlias(document), 'an alias holds itself')
  return value
}

function deeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((child) => deeper(child, depth - 1))
}

function offsetOfAlias(document: Document.Parsed): number {
  let found = 0
  visit(document, {
    Alias: (_, alias) => {
      found = offsetOf(alias)
      return visit.BREAK
    },
  })
  return found
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}
