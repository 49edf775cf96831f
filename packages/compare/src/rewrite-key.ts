import type { KeyRewrite } from './compare-options.ts'

/** A key of the left side as the right side should have it. */
export function rewriteKey(key: string, rewrite: KeyRewrite | undefined): string {
  if (rewrite === undefined) return key
  if ('pattern' in rewrite) return key.replace(rewrite.pattern, rewrite.replacement)
  return key.startsWith(rewrite.from) ? rewrite.to + key.slice(rewrite.from.length) : key
}

/**
 * What all keys begin with that come of keys with this prefix; `undefined` where that is no prefix, or cannot be known. Right
 * keys that no left key becomes may begin so too.
 */
export function rewritePrefix(prefix: string, rewrite: KeyRewrite | undefined): string | undefined {
  if (rewrite === undefined) return prefix
  if ('pattern' in rewrite) return prefix === '' ? '' : undefined
  const { from, to } = rewrite
  if (prefix.startsWith(from)) return to + prefix.slice(from.length)
  // Some of these keys are rewritten and others stay.
  if (from.startsWith(prefix) && !to.startsWith(prefix)) return undefined
  return prefix
}

/** The left keys that may become this right one; `undefined` where a pattern leaves that open. */
export function originalKeys(
  key: string,
  rewrite: KeyRewrite | undefined,
): readonly string[] | undefined {
  if (rewrite === undefined) return [key]
  if ('pattern' in rewrite) return undefined
  const candidates = [
    ...(key.startsWith(rewrite.to) ? [rewrite.from + key.slice(rewrite.to.length)] : []),
    key,
  ]
  return [...new Set(candidates)].filter((candidate) => rewriteKey(candidate, rewrite) === key)
}
