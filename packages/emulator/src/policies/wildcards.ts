/**
 * Whether a text is like a pattern, in which `*` is any run of characters and `?` any one of them. In time that grows with the
 * product of both lengths, whatever the pattern.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  const wanted = pattern.match(token) ?? []
  const given = Array.from(text)
  let [at, position] = [0, 0]
  // Where to go on with one character more in the last run, when what follows it does not fit.
  let retry: { readonly at: number; readonly position: number } | undefined
  while (position < given.length) {
    const sign = wanted[at]
    if (sign === '*') {
      at += 1
      retry = { at, position }
    } else if (sign !== undefined && (sign === '?' || asText(sign) === given[position])) {
      at += 1
      position += 1
    } else if (retry !== undefined) {
      retry = { at: retry.at, position: retry.position + 1 }
      at = retry.at
      position = retry.position
    } else return false
  }
  return wanted.slice(at).every((sign) => sign === '*')
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

const token = new RegExp(`${mark}?.`, 'gsu')
