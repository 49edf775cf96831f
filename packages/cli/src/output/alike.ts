/** What is said of one inventory, and of which. */
export interface SaidOf {
  readonly bucket: string
  readonly id: string
  readonly text: string
}

/**
 * Of each the number of the first of which the same is said, but for its names and the lines it is put into; its own where
 * it is the first, or nothing is said of it.
 */
export function alike(said: readonly SaidOf[]): readonly number[] {
  const first = new Map<string, number>()
  return said.map(({ bucket, id, text }, index) => {
    if (text === '') return index
    const same = text
      .replaceAll(word, (name) => (name === bucket || name === id ? '\0' : name))
      .replaceAll(digest, '\0')
      .replaceAll(/\s+/g, ' ')
    const known = first.get(same)
    if (known === undefined) first.set(same, index)
    return known ?? index
  })
}

/** A bucket or an id, within a path, an ARN or a sentence. */
const word = /[\w-]+(?:\.[\w-]+)*/g

/** Names of rules on OSS, which stand for where they apply. */
const digest = /\bbucket-inventory-[0-9a-z]{10,13}\b/g
