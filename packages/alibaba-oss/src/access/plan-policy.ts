import { sameValue } from '@bucket-inventory/core'
import type { AccessChange, AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { utf8Length } from '../utf8-length.ts'
import { nameOfRole } from './delivery-of.ts'
import { nothingToWrite, pretty } from './planned-change.ts'
import type { PlannedChange } from './planned-change.ts'
import { policyNameOf } from './policy-of.ts'
import { longestPolicy } from './ram-policy.ts'
import type { RamRequests } from './ram-requests.ts'
import { readRamPolicy } from './read-ram-policy.ts'
import { unitePolicies } from './unite-policies.ts'

/**
 * What it takes that a role has a policy of ours: it is made and attached. One that is there keeps what it allows for other
 * inventories, unless it is not as we write them.
 */
export async function planPolicy(
  document: AccessDocument,
  ram: RamRequests,
  signal: AbortSignal | undefined,
): Promise<PlannedChange> {
  const { kind, subject, content, purpose } = document
  const role = nameOfRole(subject)
  const name = policyNameOf(document)
  const there = await ram.policy({ name, type: 'Custom' }, signal)
  const policies = (await ram.attached(role, signal)) ?? []
  const isAttached = policies.some((policy) => policy.name === name && policy.type === 'Custom')
  const shown = (policy: unknown, attached: boolean) =>
    pretty({ PolicyName: name, Attached: attached, PolicyDocument: policy })
  const attach = async (abort: AbortSignal | undefined) => {
    if (!isAttached) await ram.attach(name, role, abort)
  }
  const base = { provider, kind, subject, documents: [document], after: shown(content, true) }
  if (there === undefined) {
    return fitting({ ...base, state: 'create' }, content, async (abort) => {
      await ram.createPolicy(name, JSON.stringify(content), purpose.slice(0, 1024), abort)
      await attach(abort)
    })
  }
  const { document: text, attachments = 0 } = there
  const found = readRamPolicy(text)
  const before = shown(found?.document ?? text, isAttached)
  const united = found === undefined ? undefined : unitePolicies(found, content)
  const isSame = united !== undefined && sameValue(united, found?.document)
  const others = attachments - (isAttached ? 1 : 0)
  if (others > 0 && !isSame) {
    const reason = `the policy "${name}" would change for others too, as it is attached ${others === 1 ? 'once' : `${others} times`} elsewhere: detach it there, or name another role`
    return nothingToWrite({ ...base, state: 'refused', before, reason })
  }
  if (united === undefined) {
    const ours = {
      before: found === undefined ? text : pretty(found.document),
      after: pretty(content),
    }
    return fitting({ ...base, state: 'replace', before, ours }, content, async (abort) => {
      await ram.replacePolicy(name, JSON.stringify(content), abort)
      await attach(abort)
    })
  }
  const state = isSame && isAttached ? 'unchanged' : 'extend'
  return fitting({ ...base, state, before, after: shown(united, true) }, united, async (abort) => {
    if (!isSame) await ram.replacePolicy(name, JSON.stringify(united), abort)
    await attach(abort)
  })
}

function fitting(
  change: AccessChange,
  policy: unknown,
  write: PlannedChange['write'],
): PlannedChange {
  const length = utf8Length(JSON.stringify(policy))
  if (length <= longestPolicy) return { change, write }
  const reason = `the policy would be ${length} bytes long, and RAM takes ${longestPolicy}: let the inventories share prefixes, or give them more roles`
  return nothingToWrite({ ...change, state: 'refused', reason }, 'limit-exceeded')
}
