/** `bucket "photos"`, `buckets "a", "b" and "c"`, `12 buckets`: what a document is about, in a sentence. */
export function bucketsInWords(names: Iterable<string>): string {
  const all = [...new Set(names)]
  if (all.length > 3) return `${all.length} buckets`
  const quoted = all.map((name) => `"${name}"`)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? `bucket ${last}` : `buckets ${quoted.join(', ')} and ${last}`
}

/** Each sentence once. */
export function assumptionsOf(
  subjects: readonly { readonly assumptions: readonly string[] }[],
): readonly string[] {
  return [...new Set(subjects.flatMap(({ assumptions }) => assumptions))]
}

/** Lists by what they have in common, in order of appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
