import { sameValue } from '@bucket-inventory/core'

import { isRecord, textsOf } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'

/**
 * The policy that is there with what another one allows too, where both say the same of different resources: other inventories
 * need what it allows. `undefined` where it is not as we write policies.
 */
export function unitePolicies(
  found: ReadPolicy,
  ours: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const { Statement: wanted } = ours
  if (!Array.isArray(wanted) || wanted.length !== found.statements.length) return undefined
  const united = found.statements.map((statement, index) => unite(statement, wanted[index]))
  if (united.includes(undefined)) return undefined
  return { ...found.document, Statement: united }
}

function unite(
  found: Readonly<Record<string, unknown>>,
  ours: unknown,
): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(ours)) return undefined
  const { Resource: here, ...rest } = found
  const { Resource: added, ...others } = ours
  const resources = [textsOf(here), textsOf(added)]
  const [before, more] = resources
  if (before === undefined || more === undefined || !sameValue(rest, others)) return undefined
  const missing = more.filter((resource) => !before.includes(resource))
  return missing.length === 0 ? found : { ...found, Resource: [...before, ...missing].toSorted() }
}
