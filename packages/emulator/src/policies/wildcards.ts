/** Whether a text is like a pattern, in which `*` is any run of characters and `?` any one of them. */
export function matchesWildcards(pattern: string, text: string): boolean {
  const tokens = pattern.match(new RegExp(`${mark}?.`, 'gsu')) ?? []
  return new RegExp(`^${tokens.map(expressionOf).join('')}$`, 'su').test(text)
}

/** A text as part of a pattern in which nothing of it is a wildcard. */
export function asLiteral(text: string): string {
  return text.replaceAll(/[*?]/g, `${mark}$&`)
}

/** A pattern as the text that it is where no wildcards are known. */
export function asText(pattern: string): string {
  return pattern.replaceAll(mark, '')
}

/** Before a character that is no wildcard. It is of those that mean nothing in Unicode. */
const mark = '\uE000'

function expressionOf(token: string): string {
  if (token === '*') return '.*'
  if (token === '?') return '.'
  return token.replace(mark, '').replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
