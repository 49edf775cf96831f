/** What a policy may ask about a request: values by key in lower case. A key that is not here is absent. */
export type PolicyContext = ReadonlyMap<string, readonly string[]>

/** A context by the keys as they are written. Keys without a value are absent. */
export function policyContext(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): PolicyContext {
  const context = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(values))
    if (value !== undefined)
      context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value)
  return context
}
