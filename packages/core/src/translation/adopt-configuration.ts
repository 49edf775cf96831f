import { supportOfPath } from '../capability/capabilities-for.ts'
import type { BucketCapabilities } from '../capability/capabilities-for.ts'
import type { PathCapability } from '../capability/capabilities.ts'
import { valueAt } from '../configuration/configuration-path.ts'
import type {
  Destination,
  Encryption,
  InventoryConfiguration,
} from '../configuration/inventory-configuration.ts'
import type { DroppedFinding, NeedsInputFinding } from './finding.ts'

/** What says who somebody is, and never crosses from one provider to another. */
export interface DestinationIdentity {
  readonly bucket?: string
  readonly accountId?: string
  readonly roleArn?: string
  readonly keyId?: string
}

/**
 * What lies between the bucket a configuration comes from and the one it goes to. `provider`: nothing of an identity is
 * carried along. `region`: a bucket and a key are of one region, account and role of the whole service. `none`: all is.
 */
export type Border = 'provider' | 'region' | 'none'

/** `configuration` is there exactly when nothing is `needs-input`. */
export type AdoptedConfiguration =
  | {
      readonly complete: true
      readonly configuration: InventoryConfiguration
      readonly findings: readonly DroppedFinding[]
    }
  | {
      readonly complete: false
      /** Without what is still to be said: where that is the bucket, its name is {@link bucketToBeSaid}, which no bucket has. */
      readonly draft: InventoryConfiguration
      readonly findings: readonly (DroppedFinding | NeedsInputFinding)[]
    }

/** What stands for the name of a bucket that somebody must say first. */
export const bucketToBeSaid = '…'

type Part = keyof DestinationIdentity

/** What each part of an identity is, for the person who is asked for it. The first example that fits the table is shown. */
const parts = {
  bucket: {
    path: 'destination.bucket',
    what: 'the bucket for the reports',
    expected: 'the name of a bucket for the reports',
    examples: ['reports'],
    rule: ', in the region of the bucket that is listed',
  },
  accountId: {
    path: 'destination.accountId',
    what: 'the account of that bucket',
    expected: 'the account that owns that bucket',
    examples: ['1283641033516515', '012345678901'],
    rule: '',
  },
  roleArn: {
    path: 'destination.roleArn',
    what: 'the role that writes there',
    expected: 'the role that the service assumes to write there',
    examples: ['acs:ram::1283641033516515:role/AliyunOSSRole'],
    rule: '',
  },
  keyId: {
    path: 'destination.encryption.keyId',
    what: 'the key for the reports',
    expected: 'a key that the service can encrypt reports with',
    examples: ['9468da86-3509-4f8d-a61e-6eab1eac5b7c'],
    rule: ', in the region of the reports',
  },
} as const

const everyPart: readonly Part[] = ['bucket', 'accountId', 'roleArn', 'keyId']

const stopped: Readonly<Record<Border, { readonly parts: readonly Part[]; readonly of: string }>> =
  {
    provider: { parts: everyPart, of: 'of the other provider' },
    region: { parts: ['bucket', 'keyId'], of: 'of another region' },
    none: { parts: [], of: '' },
  }

/**
 * A configuration of one bucket as one that a bucket beyond a border can take over: what of its identity (bucket, account,
 * role, key) does not cross is replaced by what is given and never carried along. A part that another provider has no word
 * for is dropped, one that it has and that is not given is `needs-input`; both are said, all at once. What is given takes
 * the place of what was there in any case. Everything else is for the translation to judge. Pure.
 */
export function adoptConfiguration(
  configuration: InventoryConfiguration,
  to: BucketCapabilities,
  identity: DestinationIdentity,
  border: Border = 'provider',
): AdoptedConfiguration {
  const dropped: DroppedFinding[] = []
  const needed: NeedsInputFinding[] = []
  const left: Part[] = []
  for (const part of stopped[border].parts) {
    const { path, what, expected, examples, rule } = parts[part]
    const asked = valueAt(configuration, path)
    if (asked === undefined || identity[part] !== undefined) continue
    left.push(part)
    const capability = supportOfPath(to, path)
    if (border === 'provider' && capability.support === 'unsupported') {
      const message = `${path} means nothing to the other provider and is left out`
      dropped.push({ verdict: 'dropped', path, asked, message })
    } else {
      needed.push({
        verdict: 'needs-input',
        path,
        expected,
        example: examples.find((example) => fits(example, capability)) ?? examples[0],
        message: `${what} is ${stopped[border].of} and is not taken along: name another${rule}`,
      })
    }
  }
  const adopted = withIdentity(configuration, identity, left)
  return needed.length === 0
    ? { complete: true, configuration: adopted, findings: dropped }
    : { complete: false, draft: adopted, findings: [...dropped, ...needed] }
}

function fits(example: string, { pattern }: PathCapability): boolean {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(example)
}

function withIdentity(
  configuration: InventoryConfiguration,
  identity: DestinationIdentity,
  left: readonly Part[],
): InventoryConfiguration {
  const { bucket, accountId, roleArn, encryption, ...rest } = configuration.destination
  const kept = (part: Part, value: string | undefined) =>
    identity[part] ?? (left.includes(part) ? undefined : value)
  const account = kept('accountId', accountId)
  const role = kept('roleArn', roleArn)
  const destination: Destination = {
    ...rest,
    bucket: kept('bucket', bucket) ?? bucketToBeSaid,
    ...(account === undefined ? {} : { accountId: account }),
    ...(role === undefined ? {} : { roleArn: role }),
    ...(encryption === undefined ? {} : { encryption: withKey(encryption, kept) }),
  }
  return { ...configuration, destination }
}

function withKey(
  encryption: Encryption,
  kept: (part: Part, value: string | undefined) => string | undefined,
): Encryption {
  if (encryption.type !== 'kms') return encryption
  const keyId = kept('keyId', encryption.keyId)
  return { type: 'kms', ...(keyId === undefined ? {} : { keyId }) }
}
