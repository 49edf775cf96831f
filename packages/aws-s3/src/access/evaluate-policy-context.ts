/**
 * What a request has for a condition key: its values; one of several such things, of which nobody knows which; `absent`;
 * `present`, with a value that nobody here knows; `unknown`, where it may have one or none.
 */
export type ContextValue =
  | readonly string[]
  | { readonly either: readonly ContextValue[] }
  | 'absent'
  | 'present'
  | 'unknown'

/** What a request has, by condition key in small letters. */
export type PolicyContext = (key: string) => ContextValue

/** The service as which S3 writes reports, in every partition. */
export const s3Service = 's3.amazonaws.com'

export interface InventoryContextFacts {
  readonly partition: string
  /** Name of the listed bucket. */
  readonly source: string
  /** Whether the listed bucket is a directory bucket, of which no page tells by which of its ARNs it is named. Default: false. */
  readonly directory?: boolean
  /** The account that owns the listed bucket; absent where nobody says. */
  readonly sourceAccount?: string
  /** The account that owns what is written to, or the key; absent where nobody says. */
  readonly resourceAccount?: string
  readonly region?: string
  /** Of a request to S3: names and values of its headers, in small letters. Default: it is a request to KMS. */
  readonly headers?: Readonly<Record<string, ContextValue>>
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * The context of what S3 sends to write a report, as far as the vendor tells:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html. Keys that it does not settle are
 * unknown.
 */
export function inventoryContext(facts: InventoryContextFacts): PolicyContext {
  const { partition, source, directory = false, sourceAccount, resourceAccount, region } = facts
  const known = new Map<string, ContextValue>([
    ['aws:sourcearn', directory ? arnsOfDirectory(facts) : [`arn:${partition}:s3:::${source}`]],
    ['aws:sourceaccount', valueOf(sourceAccount)],
    ['aws:resourceaccount', valueOf(resourceAccount)],
    ['aws:requestedregion', valueOf(region)],
    ['aws:securetransport', ['true']],
    ['aws:principalisawsservice', ['true']],
    ['aws:principalservicename', [s3Service]],
    ['aws:principalservicenameslist', serviceNames(region)],
    ['aws:principalaccount', nobodys],
    ['aws:userid', nobodys],
    // True only of a call with the credentials of somebody.
    ['aws:viaawsservice', ['false']],
    ['aws:currenttime', [new Date(facts.now).toISOString()]],
    ['aws:epochtime', [String(Math.floor(facts.now / 1000))]],
    ['s3:tlsversion', tlsVersion],
    ...Object.entries(facts.headers ?? {}).map(([name, value]): [string, ContextValue] => [
      `s3:${name}`,
      value,
    ]),
  ])
  // Keys of one service are in no request to another one.
  const foreign = facts.headers === undefined ? 's3:' : 'kms:'
  return (key) => {
    if (key.startsWith(foreign) || isAbsent(key)) return 'absent'
    return known.get(key) ?? 'unknown'
  }
}

/** AWS takes nothing older; of its own requests no page says more: https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/ */
const tlsVersion: ContextValue = { either: [['1.2'], ['1.3'], 'absent'] }

/** "In all requests", says the page, and of a service not what: nothing that a policy names. */
const nobodys: ContextValue = { either: ['absent', [s3Service]] }

/** "All service principal names associated with the Regional instance of the service": whether there is a second, nobody tells. */
function serviceNames(region: string | undefined): ContextValue {
  return region === undefined
    ? { either: [[s3Service], 'present'] }
    : { either: [[s3Service], [s3Service, `s3.${region}.amazonaws.com`]] }
}

/** Keys of which the vendor says that they are there only with principals, networks or calls of another kind. */
const absentKeys: ReadonlySet<string> = new Set([
  // Of people and roles, which a service is not.
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:username',
  'aws:federatedprovider',
  'aws:tokenissuetime',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:assumedroot',
  'aws:sourceidentity',
  // Of the network: a service calls from inside.
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
  'aws:useragent',
  'aws:referer',
  // Of calls on behalf of somebody.
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  // Of headers that are not sent with a report.
  's3:x-amz-copy-source',
  's3:x-amz-grant-full-control',
  's3:x-amz-grant-read',
  's3:x-amz-grant-read-acp',
  's3:x-amz-grant-write',
  's3:x-amz-grant-write-acp',
  's3:x-amz-metadata-directive',
  's3:x-amz-server-side-encryption-customer-algorithm',
  's3:x-amz-website-redirect-location',
  's3:object-lock-legal-hold',
  's3:object-lock-mode',
  's3:object-lock-remaining-retention-days',
  's3:object-lock-retain-until-date',
  's3:requestobjecttagkeys',
])

const absentFamilies = ['aws:principaltag/', 'aws:requesttag/', 's3:requestobjecttag/']

function isAbsent(key: string): boolean {
  return absentKeys.has(key) || absentFamilies.some((family) => key.startsWith(family))
}

/** As of other buckets, or its own: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html */
function arnsOfDirectory(facts: InventoryContextFacts): ContextValue {
  const { partition, source, region, sourceAccount } = facts
  if (region === undefined || sourceAccount === undefined) return 'present'
  const own = `arn:${partition}:s3express:${region}:${sourceAccount}:bucket/${source}`
  return { either: [[`arn:${partition}:s3:::${source}`], [own]] }
}

/** There, but nobody told what it is. */
function valueOf(text: string | undefined): ContextValue {
  return text === undefined ? 'present' : [text]
}
