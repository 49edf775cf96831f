import { widthOf } from './table.ts'

/** A text behind an indentation, in lines that are no wider with it, where its words allow it: all but the first begin with it. */
export function wrapped(text: string, width: number, indentation: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer) > width - indentation.length) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].join(`\n${indentation}`)
}
