import { widthOf } from './table.ts'

/** A text in lines that are no wider, where its words allow it; all but the first begin with the indentation. */
export function wrapped(text: string, width: number, indentation = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    const room = width - (lines.length === 0 ? 0 : indentation.length)
    if (line !== '' && widthOf(longer) > room) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].join(`\n${indentation}`)
}
