import type { CompareOptions, KeyRewrite } from './compare-options.ts'
import { rewriteKey } from './rewrite-key.ts'

export interface KeyFilter extends Pick<CompareOptions, 'include' | 'exclude'> {
  readonly rewriteKey?: KeyRewrite | undefined
  /** Of the keys as the right side has them. */
  readonly prefix?: string | undefined
}

/** Whether a key is compared, once it is rewritten; `undefined` where all are. */
export function takesKey({
  include,
  exclude = [],
  prefix = '',
  rewriteKey: rewrite,
}: KeyFilter): ((key: string) => boolean) | undefined {
  if (include === undefined && exclude.length === 0 && prefix === '') return undefined
  return (key) => {
    const rewritten = rewriteKey(key, rewrite)
    return (
      rewritten.startsWith(prefix) &&
      include?.some((pattern) => matches(pattern, rewritten)) !== false &&
      !exclude.some((pattern) => matches(pattern, rewritten))
    )
  }
}

function matches(pattern: RegExp, key: string): boolean {
  // With `g` or `y` it would go on where it matched last.
  pattern.lastIndex = 0
  return pattern.test(key)
}
