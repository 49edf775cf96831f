import type { Check } from '@bucket-inventory/core'

/** What checks come to: the worst of them, where not knowing is worse than a warning; `ok` without any. */
export function checkupVerdict(checks: readonly Pick<Check, 'state'>[]): Check['state'] {
  return worstFirst.find((state) => checks.some((check) => check.state === state)) ?? 'ok'
}

const worstFirst = ['failure', 'unknown', 'warning'] as const
