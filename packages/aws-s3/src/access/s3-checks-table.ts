/** What a check looks at. */
export interface S3CheckDescription {
  /** In a sentence. */
  readonly checks: string
  /** The vendor's page. */
  readonly reference: string
  /** It does not decide delivery. Default: false, it may. */
  readonly advisory?: boolean
}

const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide'
const inventory = `${guide}/configure-inventory.html`

/** Every check of what S3 needs to deliver, in the order in which they come. */
export const s3Checks = {
  'source-bucket': {
    checks: 'The listed bucket exists.',
    reference: inventory,
  },
  'source-owner': {
    checks:
      'The listed bucket belongs to the account that is taken to own it, which the policies name.',
    reference: `${guide}/bucket-owner-condition.html`,
  },
  'source-versions': {
    checks: 'Where all versions are to be listed, the bucket keeps them.',
    reference: `${guide}/Versioning.html`,
    advisory: true,
  },
  'source-metadata-tables': {
    checks:
      'Names the live inventory table of S3 Metadata, another feature, where the bucket has one.',
    reference: `${guide}/metadata-tables-overview.html`,
    advisory: true,
  },
  'destination-bucket': {
    checks: 'The destination exists.',
    reference: inventory,
  },
  'destination-owner': {
    checks: 'The configuration says which account owns the destination, and it does.',
    reference:
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryS3BucketDestination.html',
  },
  'destination-region': {
    checks: 'The destination lies in the region of the listed bucket.',
    reference: inventory,
  },
  'destination-policy-allows': {
    checks: 'The policy of the destination lets S3 put every file of a report.',
    reference: `${inventory}#configure-inventory-destination-bucket-policy`,
  },
  'destination-policy-denies': {
    checks: 'No statement of the policy of the destination denies S3 a file of a report.',
    reference:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html',
  },
  'public-access-block': {
    checks: 'Says that blocking public access does not concern S3, which is no public.',
    reference: `${guide}/access-control-block-public-access.html`,
    advisory: true,
  },
  'destination-encryption': {
    checks:
      'Reports are encrypted so that somebody can read them: the configuration against the default of the destination.',
    reference: inventory,
  },
  'encryption-key': {
    checks:
      'The KMS key is written so that S3 finds it, lies in the region of the destination, is enabled, symmetric and managed by the customer.',
    reference: `${inventory}#configure-inventory-kms-key-policy`,
  },
  'key-policy': {
    checks: 'The policy of the KMS key lets S3 make data keys for the listed bucket.',
    reference: `${inventory}#configure-inventory-kms-key-policy`,
  },
  'destination-prefix': {
    checks: 'The destination prefix makes no doubled slash in the keys of reports.',
    reference: `${guide}/storage-inventory-location.html`,
    advisory: true,
  },
  'report-retention': {
    checks: 'A lifecycle rule expires old reports, only them, and not before they can be read.',
    reference: `${guide}/lifecycle-expire-general-considerations.html`,
    advisory: true,
  },
} as const satisfies Readonly<Record<string, S3CheckDescription>>

export type S3CheckName = keyof typeof s3Checks
