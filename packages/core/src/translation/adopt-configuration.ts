import { supportOfPath } from '../capability/capabilities-for.ts'
import type { BucketCapabilities } from '../capability/capabilities-for.ts'
import { valueAt } from '../configuration/configuration-path.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import type { DroppedFinding, NeedsInputFinding } from './finding.ts'

/** What says who somebody is, and never crosses from one provider to another. */
export interface DestinationIdentity {
  readonly bucket?: string
  readonly accountId?: string
  readonly roleArn?: string
  readonly keyId?: string
}

/** `configuration` is there exactly when nothing is `needs-input`. */
export type AdoptedConfiguration =
  | {
      readonly complete: true
      readonly configuration: InventoryConfiguration
      readonly findings: readonly DroppedFinding[]
    }
  | { readonly complete: false; readonly findings: readonly (DroppedFinding | NeedsInputFinding)[] }

/** What each part of an identity is, for the person who is asked for it. */
const parts = {
  bucket: {
    path: 'destination.bucket',
    expected: 'a bucket of the other provider',
    example: 'reports-cn',
  },
  accountId: {
    path: 'destination.accountId',
    expected: 'the account that owns that bucket',
    example: '1283641033516515',
  },
  roleArn: {
    path: 'destination.roleArn',
    expected: 'the role that the service assumes to write there',
    example: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  },
  keyId: {
    path: 'destination.encryption.keyId',
    expected: 'a key of the other provider',
    example: '9468da86-3509-4f8d-a61e-6eab1eac5b7c',
  },
} as const

/**
 * A configuration of one provider as one that another can take over: its identity (bucket, account, role, key) is replaced
 * by what is given and never carried along. A part that the other provider has no word for is dropped, one that it has
 * and that is not given is `needs-input`; both are said, all at once. Everything else is for the translation to judge.
 */
export function adoptConfiguration(
  configuration: InventoryConfiguration,
  to: BucketCapabilities,
  identity: DestinationIdentity,
): AdoptedConfiguration {
  const findings: (DroppedFinding | NeedsInputFinding)[] = []
  for (const name of ['bucket', 'accountId', 'roleArn', 'keyId'] as const) {
    const { path, expected, example } = parts[name]
    const asked = valueAt(configuration, path)
    if (asked === undefined || identity[name] !== undefined) continue
    findings.push(
      supportOfPath(to, path).support === 'unsupported'
        ? {
            verdict: 'dropped',
            path,
            asked,
            message: `${path} means nothing to the other provider and is left out`,
          }
        : {
            verdict: 'needs-input',
            path,
            expected,
            example,
            message: `${path} is another provider's and is not carried along; say ${expected}`,
          },
    )
  }
  const dropped = findings.filter((finding) => finding.verdict === 'dropped')
  if (dropped.length < findings.length) return { complete: false, findings }
  return { complete: true, configuration: withIdentity(configuration, identity), findings: dropped }
}

function withIdentity(
  configuration: InventoryConfiguration,
  { keyId, ...place }: DestinationIdentity,
): InventoryConfiguration {
  const {
    bucket,
    accountId: _account,
    roleArn: _role,
    encryption,
    ...rest
  } = configuration.destination
  return {
    ...configuration,
    destination: {
      ...rest,
      bucket,
      ...place,
      ...(encryption === undefined
        ? {}
        : {
            encryption:
              encryption.type === 'kms' && keyId !== undefined
                ? { type: 'kms', keyId }
                : { type: encryption.type },
          }),
    },
  }
}
