/** A list as policies are written: one value stands alone. Sorted, so that the same set is the same text. */
export function oneOrMany(values: Iterable<string>): string | readonly string[] {
  const sorted = [...new Set(values)].toSorted()
  const [first] = sorted
  return sorted.length === 1 && first !== undefined ? first : sorted
}

/**
 * Text that a policy means to the letter, in places where it knows wildcards and variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export function literal(text: string): string {
  return text.replaceAll(/[*?$]/g, (character) => `\${${character}}`)
}

/**
 * Letters and digits alone, as a Sid has no others, and never the same for two texts: what is neither, and `Z`, is `Z`
 * and the two digits of each byte.
 */
export function sidPart(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const character = String.fromCodePoint(byte)
    return /[A-Ya-z0-9]/.test(character) ? character : `Z${byte.toString(16).padStart(2, '0')}`
  }).join('')
}
