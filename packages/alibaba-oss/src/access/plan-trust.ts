import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { nameOfRole } from './delivery-of.ts'
import { judgeTrust } from './judge-trust.ts'
import { nothingToWrite, pretty } from './planned-change.ts'
import type { PlannedChange } from './planned-change.ts'
import type { RamRequests } from './ram-requests.ts'
import { readRamPolicy } from './read-ram-policy.ts'
import { trustPolicy } from './role-documents.ts'

/** What it takes that OSS may take on a role: the role is made, or keeps its statements and gets ours. */
export async function planTrust(
  document: AccessDocument,
  ram: RamRequests,
  signal: AbortSignal | undefined,
): Promise<PlannedChange> {
  const { subject } = document
  const name = nameOfRole(subject)
  const base = {
    provider,
    kind: 'role-trust',
    subject,
    documents: [document],
    after: pretty(trustPolicy),
  } as const
  const found = await ram.role(name, signal)
  if (found === undefined) {
    return {
      change: { ...base, state: 'create' },
      write: (abort) =>
        ram.createRole(
          name,
          JSON.stringify(trustPolicy),
          'Lets OSS deliver bucket inventories.',
          abort,
        ),
    }
  }
  const trust = readRamPolicy(found.trust)
  if (trust === undefined) {
    const reason = `who may take on role "${name}" is no policy that is understood`
    return nothingToWrite({ ...base, state: 'refused', before: found.trust, reason })
  }
  const before = pretty(trust.document)
  if (judgeTrust(trust) === 'allow') {
    return nothingToWrite({ ...base, state: 'unchanged', before, after: before })
  }
  const after = {
    ...trust.document,
    Statement: [...trust.statements, ...trustPolicy.Statement],
  }
  const merged = readRamPolicy(JSON.stringify(after))
  if (merged === undefined) throw new InventoryError('unknown', `role "${name}": nothing to merge`)
  if (judgeTrust(merged) === 'deny') {
    const reason = `a statement denies that OSS takes on role "${name}": take it away first`
    return nothingToWrite({ ...base, state: 'refused', before, after: pretty(after), reason })
  }
  return {
    change: { ...base, state: 'extend', before, after: pretty(after) },
    write: (abort) => ram.updateTrust(name, JSON.stringify(after), abort),
  }
}
