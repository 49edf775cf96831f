import { stableName } from './stable-name.ts'

/** What our policies of a role are called. RAM takes letters, digits and hyphens. */
export function policyNames(role: string) {
  const plain = role.replaceAll(/[^A-Za-z0-9-]/g, '-')
  // Two roles must not share a policy.
  const name = `bucket-inventory-${plain === role ? role : `${plain}-${stableName(role)}`}`
  return {
    'least-privilege': name,
    'read-source': `${name}-read-source`,
    key: `${name}-key`,
  } as const
}
