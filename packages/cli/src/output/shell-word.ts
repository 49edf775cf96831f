/**
 * A file or a place as a person can paste it into a command: one word to the shell, no flag, and safe for a terminal,
 * whatever it holds.
 */
export function shellWord(text: string): string {
  const word = text.startsWith('-') && text !== '-' ? `./${text}` : text
  if (/^[\w./:@%+,-]+$/.test(word)) return word
  if (!invisible.test(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`
  const escaped = word
    .replaceAll(/[\\']/g, (character) => `\\${character}`)
    .replaceAll(new RegExp(invisible, 'gu'), escapeOf)
  return `$'${escaped}'`
}

/** What a terminal would obey. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** As bash, zsh and ksh read it between $' and '. */
function escapeOf(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('')
}
