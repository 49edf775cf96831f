import { cellWidth } from './cell-width.ts'

/**
 * Words in lines of no more than so many cells; a word that is longer has a line of its own, and a
 * unit stays with its number. `rest`: indent after the first line.
 */
export function wrap(text: string, width: number, indent = '', rest = indent): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(breaks)) {
    const start = lines.length === 0 ? indent : rest
    if (line === '') {
      line = start + word
    } else if (cellWidth(line) + 1 + cellWidth(word) > width) {
      lines.push(line)
      line = rest + word
    } else {
      line += ` ${word}`
    }
  }
  return [...lines, line]
}

const breaks = / (?!(?:[KMGTPE]i)?B(?!\w))/
