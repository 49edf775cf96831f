import type { Check } from '@bucket-inventory/core'

import { failure, ok, unknown, unseen } from './check-result.ts'
import type { OssDelivery } from './delivery-of.ts'
import type { Holds } from './holds.ts'
import { judgePolicies } from './judge-policies.ts'
import type { Judgement, RamRequest } from './judge-policies.ts'
import { keyDocument } from './key-document.ts'
import { keyUseOf } from './key-use.ts'
import type { KeyUse } from './key-use.ts'
import type { Seen } from './looks.ts'
import type { OssCheckName } from './oss-checks.ts'
import type { RolePolicies } from './oss-round.ts'
import { roleDocuments } from './role-documents.ts'
import { keyRequests, readRequests, writeRequests } from './role-requests.ts'

type Look = Seen<RolePolicies>

/** Whether the policies of a role let it do what delivery needs, or that of the destination does. */
export function permissionChecks(
  delivery: OssDelivery,
  region: string | undefined,
  look: Look,
  allowedByBucket: (request: RamRequest) => Holds,
): readonly Check[] {
  const key = keyUseOf(delivery)
  const writes = writeRequests(delivery, region)
  const fix = () => givingPolicy(delivery, 'least-privilege')
  return [
    check('role-permission', delivery, look, region, writes, fix, allowedByBucket),
    readCheck(delivery, look, region),
    ...(key === undefined ? [] : [keyCheck(delivery, region, look, key)]),
  ]
}

/** The policy that the documents have for it. */
export function givingPolicy(
  delivery: OssDelivery,
  form: 'least-privilege' | 'read-source',
): string {
  const document = roleDocuments([delivery]).find(({ variant }) => variant === form)
  return `give it this policy: ${JSON.stringify(document?.content)}`
}

function keyCheck(
  delivery: OssDelivery,
  region: string | undefined,
  look: Look,
  { id: keyId, actions }: KeyUse,
): Check {
  const name = 'role-key'
  const uses = keyRequests(delivery, region, keyId === '' ? 'default' : keyId, actions)
  const [grant] = keyDocument([{ ...delivery, encryption: { type: 'kms', keyId } }], region)
  const fix = () =>
    `give it AliyunKMSCryptoUserAccess, or this policy: ${JSON.stringify(grant?.content)}`
  const found = check(name, delivery, look, region, uses, fix)
  // Its id is not known: a statement may be about just that key.
  if (keyId !== '' || found.state !== 'failure') return found
  return unknown(
    name,
    `the role "${delivery.role}" may not use every key, and no key is named`,
    'name the key, or give the role AliyunKMSCryptoUserAccess',
  )
}

/** The guide does not ask for it: that the role may not is no fault, and worth a word only where reports are missing. */
function readCheck(delivery: OssDelivery, look: Look, region: string | undefined): Check {
  const name = 'role-reads-source'
  const reads = readRequests(delivery, region)
  const found = check(name, delivery, look, region, reads, () =>
    givingPolicy(delivery, 'read-source'),
  )
  if (found.state === 'ok' || 'unseen' in look || look.value.unread.length > 0) return found
  const { role, source } = delivery
  return ok(
    name,
    `the role "${role}" is not known to be let read bucket "${source}", and need not be by the guide; pages of SDKs ask for it: where reports are missing and all else is well, give it the permission "read-source"`,
  )
}

function check(
  name: OssCheckName,
  { role }: OssDelivery,
  look: Look,
  region: string | undefined,
  requests: readonly RamRequest[],
  fix: () => string,
  allowedElsewhere: (request: RamRequest) => Holds = () => 'no',
): Check {
  if ('unseen' in look) {
    return unseen(name, look.unseen, `ram:ListPoliciesForRole on role "${role}"`)
  }
  const { read, unread } = look.value
  const judged = requests.map((request) => ({
    request,
    judgement: judgePolicies(read, request, allowedElsewhere(request)),
  }))
  const denied = judged.find(({ judgement }) => judgement === 'deny')
  if (denied !== undefined) {
    return failure(name, sentence(role, denied), 'take away the statement, or narrow it')
  }
  if (unread.length > 0) {
    return unknown(
      name,
      `the role "${role}" has policies that cannot be read: ${unread.join(', ')}`,
      'let the caller ram:GetPolicy',
    )
  }
  const none = judged.find(({ judgement }) => judgement === 'none')
  if (none !== undefined && region === undefined) {
    return unknown(name, `${sentence(role, none)}; the region is not known`, fix())
  }
  if (none !== undefined) return failure(name, sentence(role, none), fix())
  const open = judged.find(({ judgement }) => judgement === 'unknown')
  if (open !== undefined) {
    return unknown(name, sentence(role, open), `allow it without a condition, or ${fix()}`)
  }
  const actions = [...new Set(requests.map(({ action }) => action))]
  return ok(name, `the role "${role}" may ${actions.join(', ')}`)
}

function sentence(
  role: string,
  { request, judgement }: { readonly request: RamRequest; readonly judgement: Judgement },
): string {
  const { action, resources } = request
  const what = `${action} on "${resources[0] ?? ''}"`
  switch (judgement) {
    case 'deny':
      return `a statement denies the role "${role}" ${what}`
    case 'none':
      return `nothing lets the role "${role}" do ${what}`
    case 'allow':
    case 'unknown':
      return `whether the role "${role}" may ${what} hangs on what is not known here`
  }
}
