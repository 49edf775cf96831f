/** The fields of a word: part of a row as it stands there, each field quoted or not. */
export function splitWord(word: string): string[] {
  const fields: string[] = []
  let at = 0
  for (;;) {
    let end = at
    if (word[at] === '"') {
      end = closingQuote(word, at + 1)
      fields.push(word.slice(at + 1, end).replaceAll('""', '"'))
      end++
    } else {
      end = word.indexOf(',', at)
      if (end === -1) end = word.length
      fields.push(word.slice(at, end))
    }
    if (end >= word.length) return fields
    at = end + 1
  }
}

function closingQuote(word: string, from: number): number {
  let at = word.indexOf('"', from)
  while (word[at + 1] === '"') at = word.indexOf('"', at + 2)
  return at
}
