import type { Destination, Encryption } from '@bucket-inventory/core'

import type { Carrier } from './carrier.ts'

/** Where reports go; `undefined` where a person must say. */
export function carryDestination(
  destination: Destination,
  carrier: Carrier,
): Destination | undefined {
  const bucket = carrier.carry('destination.bucket', destination.bucket, 'needs-input')
  const prefix = carrier.carry('destination.prefix', destination.prefix, 'needs-input')
  const accountId = carrier.carry('destination.accountId', destination.accountId, 'dropped')
  const roleArn = carrier.carry('destination.roleArn', destination.roleArn, 'dropped')
  const format = carrier.choose(
    'destination.format',
    destination.format,
    ['csv', 'parquet', 'orc'],
    'other-format',
  )
  const encryption = carryEncryption(destination.encryption, carrier)
  if (bucket === undefined || format === undefined) return undefined
  return {
    bucket,
    ...(prefix === undefined ? {} : { prefix }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(roleArn === undefined ? {} : { roleArn }),
    format,
    ...(encryption === undefined ? {} : { encryption }),
  }
}

function carryEncryption(
  encryption: Encryption | undefined,
  carrier: Carrier,
): Encryption | undefined {
  if (encryption === undefined) return undefined
  if (!carrier.takes('destination.encryption.type', encryption.type)) {
    carrier.lose('destination.encryption', encryption, 'less-protected')
    return undefined
  }
  const { type } = encryption
  if (type === 'provider-managed') return { type }
  const keyId = carrier.carry('destination.encryption.keyId', encryption.keyId, 'less-protected')
  return { type, ...(keyId === undefined ? {} : { keyId }) }
}
