/** A key as percent-encoded UTF-8, its slashes as they are: what is left has no comma, quote, space or line break. */
export function encodedKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/')
}
