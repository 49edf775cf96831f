/** A date as both services write it in a document: to the second, with three zeros. */
export function writeDate(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString()
}
