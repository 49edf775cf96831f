/** A policy as it stands, and its statements. */
export interface ReadPolicy {
  readonly document: Readonly<Record<string, unknown>>
  readonly statements: readonly Readonly<Record<string, unknown>>[]
}

/** `undefined` for what is no policy of a version that is known. One statement may stand without a list. */
export function readRamPolicy(text: string): ReadPolicy | undefined {
  const document = parsed(text)
  if (!isRecord(document) || document['Version'] !== '1') return undefined
  const { Statement: found } = document
  const statements: readonly unknown[] = Array.isArray(found) ? found : [found]
  return statements.every(isRecord) ? { document, statements } : undefined
}

/** One text, or a list of them; `undefined` for anything else. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.every((item) => typeof item === 'string') ? list : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
