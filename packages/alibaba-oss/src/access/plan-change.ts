import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { AccessChange, AccessDocument } from '@bucket-inventory/core'

import type { OssRequests } from '../oss-requests.ts'
import { provider } from '../oss-words.ts'
import { ownerOfRole } from './delivery-of.ts'
import { planPolicy } from './plan-policy.ts'
import { planRetention } from './plan-retention.ts'
import { planTrust } from './plan-trust.ts'
import { nothingToWrite, pretty } from './planned-change.ts'
import type { PlannedChange } from './planned-change.ts'
import type { RamRequests } from './ram-requests.ts'

/** What changes are planned with. */
export interface ChangeTools {
  readonly ram: RamRequests
  readonly requests: OssRequests
  /** Whose credentials these are. */
  readonly account: (signal: AbortSignal | undefined) => Promise<string | undefined>
}

/** What carrying out one document, or all lifecycle rules of one bucket, would do. */
export async function planChange(
  documents: readonly AccessDocument[],
  tools: ChangeTools,
  signal: AbortSignal | undefined,
): Promise<PlannedChange> {
  const [first] = documents
  if (first === undefined) throw new InventoryError('invalid-input', 'there is nothing to change')
  const { kind, subject } = first
  switch (kind) {
    case 'role-trust':
      return inRam(first, tools, signal, () => planTrust(first, tools.ram, signal))
    case 'role-permission':
    case 'key-policy':
      return inRam(first, tools, signal, () => planPolicy(first, tools.ram, signal))
    case 'retention':
      return planRetention(subject, documents, tools.requests, signal)
    case 'caller-policy':
    case 'notification':
      return byHand(first, reasons[kind])
    case 'bucket-policy':
    case 'optional-fields':
      return refused(first, `OSS has no document of the kind "${kind}"`)
  }
}

/** Another account may have a role of the same name, or none: ours must not be made there. */
async function inRam(
  document: AccessDocument,
  { account }: ChangeTools,
  signal: AbortSignal | undefined,
  plan: () => Promise<PlannedChange>,
): Promise<PlannedChange> {
  const { subject } = document
  const owner = ownerOfRole(subject)
  const caller = await account(signal)
  if (owner === undefined) return refused(document, `"${subject}" is no ARN of a RAM role`)
  if (caller === undefined) {
    return byHand(
      document,
      'nobody says of which account the credentials are: make it with those of the role’s account',
    )
  }
  if (caller !== owner) {
    return refused(
      document,
      `the credentials are of account ${caller}, and the role "${subject}" is of ${owner}`,
    )
  }
  try {
    return await plan()
  } catch (error) {
    if (isInventoryError(error, 'unsupported')) return byHand(document, error.message)
    throw error
  }
}

const reasons = {
  'caller-policy':
    'whoever gives rights to people and programs does so knowingly: attach it to whoever manages the inventories',
  notification:
    'the rule is one of SMQ, for which there is no client here: make it by the command or in the console',
} as const

function byHand(document: AccessDocument, reason: string): PlannedChange {
  return nothingToWrite({ ...changeOf(document), state: 'by-hand', reason })
}

function refused(document: AccessDocument, reason: string): PlannedChange {
  return nothingToWrite({ ...changeOf(document), state: 'refused', reason })
}

function changeOf(document: AccessDocument): Omit<AccessChange, 'state'> {
  const { kind, subject, content } = document
  return { provider, kind, subject, documents: [document], after: pretty(content) }
}
