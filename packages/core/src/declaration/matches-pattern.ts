/** Whether a text fits a pattern as a whole; `*` stands for any text, also none, and everything else for itself. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return text === pattern
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  // By hand, as a regular expression of many stars takes exponential time to fail.
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at + last.length <= text.length
}
