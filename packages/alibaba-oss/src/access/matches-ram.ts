/** `*` is any text, `?` any character. In time that grows with the product of both lengths. */
export function matchesRam(pattern: string, text: string): boolean {
  const first = pattern.search(/[*?]/)
  if (first < 0) return pattern === text
  // As most are: a beginning and one star.
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    return text.startsWith(pattern.slice(0, -1))
  }
  const [wanted, given] = [Array.from(pattern), Array.from(text)]
  let [at, star, back] = [0, -1, 0]
  let position = 0
  while (position < given.length) {
    const sign = wanted[at]
    if (sign === '*') {
      star = at
      back = position
      at += 1
    } else if (sign !== undefined && (sign === '?' || sign === given[position])) {
      at += 1
      position += 1
    } else if (star >= 0) {
      back += 1
      position = back
      at = star + 1
    } else return false
  }
  return wanted.slice(at).every((sign) => sign === '*')
}
