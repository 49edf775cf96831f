import type { AwsWorld, KmsKey } from '../world/aws-account.ts'

/**
 * The key that a name stands for: its ARN or that of an alias, wherever it is; its id or an alias, of that account in that
 * region.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function findKey(
  { keys }: AwsWorld,
  name: string,
  { account, region }: Pick<KmsKey, 'account' | 'region'>,
): KmsKey | undefined {
  const known = keys.get(name)
  if (known !== undefined) return known
  const [, aliasRegion, aliasAccount, alias] = aliasArn.exec(name) ?? []
  const place = { account: aliasAccount ?? account, region: aliasRegion ?? region }
  return [...keys.values()].find(
    (key) =>
      key.account === place.account &&
      key.region === place.region &&
      (key.aliases.includes(alias ?? name) || key.id === name),
  )
}

const aliasArn = /^arn:aws(?:-[a-z-]+)?:kms:([^:]+):(\d{12}):(alias\/.+)$/
