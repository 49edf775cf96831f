import type { ComparedSide } from '../compared-object.ts'

/** Why no list of text can name an object; `undefined` if it can. */
export function notText({ keyBytes }: ComparedSide): string | undefined {
  return keyBytes === undefined ? undefined : 'has a key that is no UTF-8'
}

/** Why a key is too long; `undefined` if it is not. */
export function tooLong({ key }: ComparedSide, most: number): string | undefined {
  const length = Buffer.byteLength(key)
  return length > most ? `has a key of ${length} bytes, and ${most} are the most` : undefined
}

/** Why a list without versions cannot name an object; `undefined` if it can. */
export function notLatest({ isLatest }: ComparedSide): string | undefined {
  return isLatest === false ? 'is not the latest version of its key' : undefined
}
