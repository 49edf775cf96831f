import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { checkPrefix } from './check-oss-filter.ts'
import { invalidInventory } from './invalid-inventory.ts'

const bucketArn = 'acs:oss:::'

/** Refuses what OSS refuses in a destination: what is missing or misspelt, and bad encryptions. */
export function checkOssDestination(
  exchange: Exchange,
  source: Bucket,
  destination: XmlElement | undefined,
): void {
  const at = (name: string): string | undefined =>
    destination === undefined ? undefined : textAt(destination, name)
  const [format, accountId, roleArn, arn] = ['Format', 'AccountId', 'RoleArn', 'Bucket'].map(at)
  if (format === undefined) throw missing(12, 'Format')
  if (format !== 'CSV') throw invalid(27, 'Format', format)
  if (accountId === undefined) throw missing(13, 'AccountId')
  if (accountId === '') throw invalid(28, 'AccountId', accountId)
  if (roleArn === undefined) throw missing(undefined, 'RoleArn')
  if (!/^acs:ram::\d+:role\/.+$/.test(roleArn)) throw invalid(undefined, 'RoleArn', roleArn)
  if (arn === undefined) throw missing(undefined, 'Bucket')
  checkBucketArn(arn)
  checkPrefix('Destination/OSSBucketDestination/Prefix', at('Prefix'))
  checkEncryption(exchange, childOf(destination, 'Encryption'))
  if (exchange.emulation.switches.destination === 'checked')
    checkExistence(exchange, source, arn, accountId)
}

function checkBucketArn(arn: string): void {
  if (!arn.startsWith(bucketArn)) throw invalid(30, 'Bucket', arn)
  const name = arn.slice(bucketArn.length)
  if (name.length < 3 || name.length > 63) throw invalid(31, 'Bucket', arn)
  // Not the rule for new buckets: the documentation's own sample has an underscore.
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(name)) throw invalid(32, 'Bucket', arn)
}

function checkEncryption({ emulation }: Exchange, encryption: XmlElement | undefined): void {
  const managed = childOf(encryption, 'SSE-OSS')
  const kms = childOf(encryption, 'SSE-KMS')
  if (managed !== undefined && kms !== undefined)
    throw invalidInventory(16, 'Encryption', undefined, 'Only one encryption can be given.')
  const strayKey = managed === undefined ? undefined : textAt(managed, 'KeyId')
  if (strayKey !== undefined) throw invalid(35, 'Encryption/SSE-OSS/KeyId', strayKey)
  const key = kms === undefined ? undefined : (textAt(kms, 'KeyId') ?? '')
  if (key === '' && emulation.switches.ossEmptyKms === 'reject')
    throw missing(undefined, 'Encryption/SSE-KMS/KeyId')
}

function checkExistence(
  { emulation }: Exchange,
  source: Bucket,
  arn: string,
  accountId: string,
): void {
  const bucket = emulation.store.world.buckets.oss.get(arn.slice(bucketArn.length))
  if (bucket === undefined || bucket.region !== source.region) throw invalid(32, 'Bucket', arn)
  if (bucket.owner !== source.owner) throw invalid(33, 'Bucket', arn)
  if (accountId !== bucket.owner) throw invalid(28, 'AccountId', accountId)
}

function missing(ec: number | undefined, name: string): Error {
  return invalidInventory(ec, name, undefined, `The ${name} of the destination is missing.`)
}

function invalid(ec: number | undefined, name: string, value: string): Error {
  return invalidInventory(ec, name, value, `The ${name} of the destination is invalid.`)
}
