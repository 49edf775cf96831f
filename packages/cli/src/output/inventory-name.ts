import { printable } from './printable.ts'

/** `s3://photos#daily`; only the bucket where nobody can say the id. */
export function inventoryName(location: string, id: string): string {
  return printable(id === '' ? location : `${location}#${id}`)
}
