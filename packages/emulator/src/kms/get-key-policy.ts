import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { askedKey, readInput } from './asked-key.ts'
import { kmsError } from './kms-error.ts'
import { kmsReply } from './kms-reply.ts'

/**
 * The policy of a key, to the letter. Aliases are not taken.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export function getKeyPolicy(exchange: Exchange): Reply {
  const input = readInput(exchange)
  const name = input.get('KeyId')
  if (typeof name === 'string' && /^(?:arn:.*:)?alias\//.test(name))
    throw kmsError('InvalidArnException', `Invalid keyId '${name}'`)
  const key = askedKey(exchange, 'GetKeyPolicy')
  const policyName = input.get('PolicyName') ?? 'default'
  if (policyName !== 'default') throw kmsError('NotFoundException', `No such policy exists`)
  return kmsReply({ Policy: key.policy, PolicyName: 'default' })
}
