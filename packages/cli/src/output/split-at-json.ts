/** A part of a text: JSON as it can be pasted, or what is said around it. */
export interface TextPart {
  readonly text: string
  readonly isJson: boolean
}

/** The text with each JSON object in it by itself. A comma or stop that follows one is left out. */
export function splitAtJson(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let said = text
  for (let start = said.indexOf('{'); start !== -1; start = said.indexOf('{', start + 1)) {
    const end = endOfJson(said, start)
    if (end === undefined) continue
    parts.push({ text: said.slice(0, start).trim(), isJson: false })
    parts.push({ text: said.slice(start, end), isJson: true })
    said = said.slice(end).replace(/^[,;.]? */, '')
    start = -1
  }
  return [...parts, { text: said, isJson: false }].filter((part) => part.text !== '')
}

/** Behind the first brace with which it is JSON. */
function endOfJson(text: string, start: number): number | undefined {
  for (let end = text.indexOf('}', start); end !== -1; end = text.indexOf('}', end + 1)) {
    try {
      JSON.parse(text.slice(start, end + 1))
      return end + 1
    } catch {
      // It is longer, or none.
    }
  }
  return undefined
}
