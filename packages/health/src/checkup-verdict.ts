import type { Check } from '@bucket-inventory/core'

/**
 * What checks come to: the worst of them, where not knowing is worse than a warning; `ok` without any. Of what does not decide
 * delivery nothing is worse than a warning.
 */
export function checkupVerdict(
  checks: readonly Pick<Check, 'state' | 'advisory'>[],
): Check['state'] {
  const states = new Set(checks.map(weightOf))
  return worstFirst.find((state) => states.has(state)) ?? 'ok'
}

function weightOf({ state, advisory = false }: Pick<Check, 'state' | 'advisory'>): Check['state'] {
  return advisory && state !== 'ok' ? 'warning' : state
}

const worstFirst = ['failure', 'unknown', 'warning'] as const
