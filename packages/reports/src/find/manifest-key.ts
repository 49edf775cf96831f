/** What every provider calls its manifest. */
export const manifestName = 'manifest.json'

/** The key up to and with its last slash; empty where it has none. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}

/** Name of the folder that an object is in: `2026-11-20T01-00Z` of `inv/photos/daily/2026-11-20T01-00Z/manifest.json`. */
export function folderNameOf(key: string): string {
  return folderOf(key).split('/').at(-2) ?? ''
}
