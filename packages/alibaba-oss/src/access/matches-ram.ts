/** `*` is any text, `?` any character. In time that grows with the product of both lengths. */
export function matchesRam(pattern: string, text: string): boolean {
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
