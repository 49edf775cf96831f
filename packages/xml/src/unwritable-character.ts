// https://www.w3.org/TR/xml/#charsets; a lone surrogate is none of these.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** The first character of the text that XML 1.0 cannot hold in any spelling, as `U+0001`; `undefined` if there is none. */
export function unwritableCharacter(text: string): string | undefined {
  const [character] = unwritable.exec(text) ?? []
  if (character === undefined) return undefined
  const codePoint = character.codePointAt(0) ?? 0
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}
