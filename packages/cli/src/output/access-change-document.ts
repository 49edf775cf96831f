import type { AccessChange } from '@bucket-inventory/core'

import type { AccessOutput } from './access-output.ts'

/** A change as `--json` shows it; the documents that it carries out are beside it. */
export function accessChangeDocument(
  change: AccessChange,
): NonNullable<AccessOutput['changes']>[number] {
  const { provider, kind, subject, state, before, after, ours, reason } = change
  return {
    provider,
    kind,
    subject,
    state,
    ...(before === undefined ? {} : { before }),
    after,
    ...(ours === undefined ? {} : { ours }),
    ...(reason === undefined ? {} : { reason }),
  }
}
