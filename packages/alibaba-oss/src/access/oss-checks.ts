/** What a check looks at. */
export interface OssCheckDescription {
  /** In a sentence. */
  readonly checks: string
  /** The vendor's page. */
  readonly reference: string
  /** It does not decide delivery. Default: false, it may. */
  readonly advisory?: boolean
}

const help = 'https://www.alibabacloud.com/help/en/oss'
const guide = `${help}/user-guide/bucket-inventory`
const put = `${help}/developer-reference/putbucketinventory`

/** Every check of what OSS needs to deliver, in the order in which they come. */
export const ossChecks = {
  'source-bucket': {
    checks: 'The listed bucket is there, in the region that requests are sent to.',
    reference: `${help}/developer-reference/getbucketinfo`,
  },
  'source-versions': {
    checks: 'Where all versions are listed, the bucket keeps versions.',
    reference: `${help}/developer-reference/getbucketversioning`,
    advisory: true,
  },
  'filters-honoured': {
    checks: 'Filters by time, size and storage class are honoured in the region.',
    reference: put,
    advisory: true,
  },
  'schedule-available': {
    checks: 'The schedule is one of the region, and none that ends by itself.',
    reference: guide,
  },
  'destination-bucket': {
    checks: 'The bucket that reports go to is there.',
    reference: guide,
  },
  'destination-region': {
    checks: 'Both buckets are in one region.',
    reference: guide,
  },
  'destination-owner': {
    checks: 'Both buckets, the role and the account that is named are one account’s.',
    reference: put,
  },
  'destination-prefix': {
    checks: 'The prefix of reports is one that can be used.',
    reference: guide,
  },
  'destination-encryption': {
    checks: 'How reports are encrypted, by the configuration or the bucket.',
    reference: put,
  },
  'destination-policy-denies': {
    checks: 'No statement of the policy of the destination denies the role a file of a report.',
    reference: `${help}/user-guide/oss-bucket-policy/`,
  },
  'role-exists': {
    checks: 'The role is there.',
    reference: guide,
  },
  'role-trust': {
    checks: 'OSS may take on the role.',
    reference: guide,
  },
  'role-permission': {
    checks: 'The role may write the reports, by its policies or by that of the destination.',
    reference: guide,
  },
  'role-reads-source': {
    checks:
      'Says whether the role may read the listed bucket, which pages of SDKs ask for and the guide does not.',
    reference: `${help}/developer-reference/bucket-inventory-using-oss-sdk-for-python-v2`,
    advisory: true,
  },
  'role-key': {
    checks: 'The role may use the key that reports are encrypted with.',
    reference: put,
  },
  'report-retention': {
    checks: 'A lifecycle rule expires old reports.',
    reference: `${help}/developer-reference/putbucketlifecycle`,
    advisory: true,
  },
} as const satisfies Readonly<Record<string, OssCheckDescription>>

export type OssCheckName = keyof typeof ossChecks
