import { randomUUID } from 'node:crypto'

import type { Emulation } from '../emulation.ts'
import type { EmulatedKey } from '../emulator.ts'
import type { KmsKey } from '../world/aws-account.ts'

/** Makes a key of AWS's KMS without a request, and gives its ARN. It belongs to `owner` unless said otherwise. */
export async function createKey(
  { store, now }: Emulation,
  given: EmulatedKey,
  owner: string,
): Promise<string> {
  const { account = owner, region = 'us-east-1', id = randomUUID(), aliases = [] } = given
  const arn = `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`
  const { keys } = store.world.aws
  if (keys.has(arn)) throw new Error(`there is a key "${arn}" already`)
  const near = [...keys.values()].filter((key) => key.account === account && key.region === region)
  for (const alias of aliases) {
    if (!/^alias\/[\w/-]+$/.test(alias))
      throw new Error(`"${alias}" is no alias, such as "alias/a"`)
    if (near.some((key) => key.aliases.includes(alias)))
      throw new Error(`there is an alias "${alias}" of account ${account} in ${region} already`)
  }
  const { manager = 'customer', spec = 'symmetric', state = 'enabled' } = given
  const policy = JSON.stringify(given.policy ?? defaultPolicy(arn, account))
  const place = { arn, id, account, region }
  const key = { ...place, manager, spec, state, policy, aliases, createdAt: now() }
  store.commit({ type: 'put-kms-key', key })
  await store.settled()
  return arn
}

/** Replaces the policy of a key. */
export async function setKeyPolicy(
  { store }: Emulation,
  arn: string,
  policy: object,
): Promise<void> {
  const key: KmsKey | undefined = store.world.aws.keys.get(arn)
  if (key === undefined) throw new Error(`there is no key "${arn}"`)
  store.commit({ type: 'put-kms-key', key: { ...key, policy: JSON.stringify(policy) } })
  await store.settled()
}

/**
 * What a key has that nobody gave a policy: its account decides by its own policies, which a service has none of.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function defaultPolicy(arn: string, account: string): object {
  const [, partition = 'aws'] = arn.split(':')
  const root = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  }
  return { Version: '2012-10-17', Id: 'key-default-1', Statement: [root] }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
