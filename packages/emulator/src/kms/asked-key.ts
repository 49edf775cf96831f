import { callerArn } from '../sts/aws-caller-identity.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { KmsKey } from '../world/aws-account.ts'
import { findKey } from './find-key.ts'
import { kmsError } from './kms-error.ts'

/** The input of a call, which is an object of texts as far as these operations look. */
export function readInput({ request }: Exchange): ReadonlyMap<string, unknown> {
  let input: unknown
  try {
    input = JSON.parse(request.body.toString('utf8'))
  } catch {
    throw kmsError('SerializationException')
  }
  if (typeof input !== 'object' || input === null) throw kmsError('SerializationException')
  return new Map(Object.entries(input))
}

/** The key that a call is about: there, in the region of the signature, and the caller's. */
export function askedKey(exchange: Exchange, operation: string): KmsKey {
  const { emulation, caller } = exchange
  const name = readInput(exchange).get('KeyId')
  if (typeof name !== 'string' || name === '')
    throw kmsError(
      'ValidationException',
      "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    )
  const { id: account } = caller.account
  const { region = '' } = caller
  const [, , , arnRegion, arnAccount] = name.startsWith('arn:') ? name.split(':') : []
  if (arnRegion !== undefined && arnRegion !== region)
    throw kmsError('NotFoundException', `Invalid arn ${arnRegion}`)
  // Whether there is such a key of somebody else's is not told.
  if (arnAccount !== undefined && arnAccount !== account)
    throw kmsError(
      'AccessDeniedException',
      `User: ${callerArn(caller.account)} is not authorized to perform: kms:${operation} on resource: ${name} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    )
  const key = findKey(emulation.store.world.aws, name, { account, region })
  if (key === undefined) throw kmsError('NotFoundException', notFound(name, account, region))
  return key
}

function notFound(name: string, account: string, region: string): string {
  if (name.startsWith('alias/'))
    return `Alias arn:aws:kms:${region}:${account}:${name} is not found.`
  if (name.includes(':alias/')) return `Alias ${name} is not found.`
  const arn = name.startsWith('arn:') ? name : `arn:aws:kms:${region}:${account}:key/${name}`
  return `Key '${arn}' does not exist`
}
