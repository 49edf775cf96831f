/** What the preflight of OSS looks at, by the name of the check. */
export const ossChecks = {
  'source-bucket': 'The listed bucket is there, in the region that requests are sent to.',
  'source-versions': 'Where all versions are listed, the bucket keeps versions.',
  'filters-honoured': 'Filters by time, size and storage class are honoured in the region.',
  'schedule-available': 'The schedule is one of the region, and none that ends by itself.',
  'destination-bucket': 'The bucket that reports go to is there.',
  'destination-region': 'Both buckets are in one region.',
  'destination-account': 'Both buckets, the role and the account that is named are one account’s.',
  'destination-prefix': 'The prefix of reports is one that can be used.',
  'destination-encryption': 'How reports are encrypted, by the configuration or the bucket.',
  'role-exists': 'The role is there.',
  'role-trust': 'OSS may take on the role.',
  'role-permission': 'The role may write the reports.',
  'role-reads-source': 'The role may read the listed bucket, as pages of SDKs ask for.',
  'role-key': 'The role may use the key that reports are encrypted with.',
  'report-retention': 'A lifecycle rule expires old reports.',
} as const

export type OssCheckName = keyof typeof ossChecks
