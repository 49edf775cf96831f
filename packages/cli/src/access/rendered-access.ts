import { InventoryError } from '@bucket-inventory/core'
import type { AccessFormat } from '@bucket-inventory/core'

import type { NeededAccess } from './needed-access.ts'

/**
 * All documents in a format. Those of one provider are together, however many connections it has: they are one text. Throws
 * `invalid-input` where JSON is wanted, and they are of two.
 */
export function renderedAccess(needed: readonly NeededAccess[], format: AccessFormat): string {
  const byProvider = new Map<string, NeededAccess>()
  for (const one of needed) {
    const [document] = one.documents
    if (document === undefined) continue
    const before = byProvider.get(document.provider)
    byProvider.set(document.provider, {
      access: before?.access ?? one.access,
      documents: [...(before?.documents ?? []), ...one.documents],
    })
  }
  if (format === 'json' && byProvider.size > 1) {
    throw new InventoryError(
      'invalid-input',
      `--format json prints what one cloud takes, and these are of ${[...byProvider.keys()].join(' and ')}; --json prints all of them as one document`,
    )
  }
  if (format === 'json' && byProvider.size === 0) return '[]\n'
  const texts = [...byProvider.values()]
    .map(({ access: by, documents }) => by.render(documents, format))
    .map((text) => (text.endsWith('\n') ? text : `${text}\n`))
  return format === 'commands' && texts.length > 1 ? oneScript(texts) : texts.join('\n')
}

/** Each in a shell of its own, so that neither has the settings, variables and traps of the other. Ends with the first that fails. */
function oneScript(scripts: readonly string[]): string {
  const parts = scripts.map(
    (script) => `(\n${script.replace(/^#!.*\n/, '')})\n[ $? -eq 0 ] || exit 1\n`,
  )
  return `#!/bin/sh\n${parts.join('\n')}`
}
