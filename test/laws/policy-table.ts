import type { PolicyDecision } from '@bucket-inventory/aws-s3'
import type { Destination } from '@bucket-inventory/core'

import { account } from './policy-world.ts'
import type { PolicyPlaces } from './policy-world.ts'

/** A policy as people have them, and what it means for delivery. */
export interface PolicyCase {
  readonly name: string
  readonly policy: (places: PolicyPlaces) => string
  /** What the configuration says beside. */
  readonly destination?: Partial<Destination>
  readonly decision: PolicyDecision['decision']
  /** The number of the statement that decides, where one does. */
  readonly statement?: number
  /** What the reason names. */
  readonly says?: string
  /** What to do names. */
  readonly fix?: string
}

type Statement = Readonly<Record<string, unknown>>
type Statements = (places: PolicyPlaces) => readonly Statement[]

const other = '111122223333'
const exempting = '"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-1 */
function vendors({ source, reports }: PolicyPlaces): Statement {
  return {
    Sid: 'InventoryExamplePolicy',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: [`arn:aws:s3:::${reports}/*`],
    Condition: {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${source}` },
      StringEquals: {
        'aws:SourceAccount': account,
        's3:x-amz-acl': 'bucket-owner-full-control',
      },
    },
  }
}

/** The vendor's with other members. */
function changed(changes: (places: PolicyPlaces) => Statement): Statements {
  return (places) => [{ ...vendors(places), ...changes(places) }]
}

/** The vendor's with another condition. */
function where(condition: Statement): Statements {
  return changed(() => ({ Condition: condition }))
}

/** The vendor's, and a denial to everybody of everything where that is so. */
function denied(condition?: Statement, changes: Statement = {}): Statements {
  return (places) => [
    vendors(places),
    {
      Sid: 'Deny',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${places.reports}`, `arn:aws:s3:::${places.reports}/*`],
      ...(condition === undefined ? {} : { Condition: condition }),
      ...changes,
    },
  ]
}

function of(statements: Statements, version = '2012-10-17'): PolicyCase['policy'] {
  return (places) => JSON.stringify({ Version: version, Statement: statements(places) })
}

const allowing: readonly PolicyCase[] = [
  {
    name: "the vendor's example",
    policy: of((places) => [vendors(places)]),
    decision: 'allowed',
    statement: 1,
  },
  {
    name: "the vendor's example of an old version",
    policy: of((places) => [vendors(places)], '2008-10-17'),
    decision: 'allowed',
  },
  {
    // As the organization-wide control plane of aws-samples merges them.
    name: 'many sources in one statement',
    policy: of(
      changed(({ source }) => ({
        Condition: {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::logs', `arn:aws:s3:::${source}`] },
          StringEquals: { 'aws:SourceAccount': [other, account] },
        },
      })),
    ),
    decision: 'allowed',
  },
  {
    name: 'a source by wildcard',
    policy: of(where({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' } })),
    decision: 'allowed',
  },
  {
    name: 'a resource narrowed to the reports',
    policy: of(
      changed(({ source, reports }) => ({
        Resource: `arn:aws:s3:::${reports}/inventories/${source}/daily/*`,
      })),
    ),
    destination: { prefix: 'inventories' },
    decision: 'allowed',
  },
  {
    name: 'conditions that hold if they exist',
    policy: of(
      where({
        ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:s3:::*' },
        StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalOrgID': 'o-1' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'everybody may',
    policy: of(changed(() => ({ Principal: '*', Action: 's3:*', Condition: {} }))),
    decision: 'allowed',
  },
  {
    name: 'the account in a variable',
    policy: of(
      changed(({ reports }) => ({
        Resource: `arn:aws:s3:::${reports}/\${aws:SourceAccount}/*`,
        Condition: {},
      })),
    ),
    destination: { prefix: account },
    decision: 'allowed',
  },
  {
    name: 'each kind of file by a statement of its own',
    policy: of((places) =>
      ['*/manifest.json', '*/manifest.checksum', '*/data/*', '*/hive/*'].map((files) => ({
        ...vendors(places),
        Resource: `arn:aws:s3:::${places.reports}/${files}`,
      })),
    ),
    decision: 'allowed',
  },
  {
    name: 'wildcards in the middle of the resource',
    policy: of(changed(({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/inv?nt*es/*/d*` }))),
    destination: { prefix: 'inventories' },
    decision: 'allowed',
  },
  {
    name: 'the source by a pattern of text, in any of two',
    policy: of(where({ StringLike: { 'aws:SourceArn': ['*:logs-*', '*:photos-*'] } })),
    decision: 'allowed',
  },
  {
    name: 'forty sources, of which it is the last',
    policy: of(
      changed(({ source }) => ({ Condition: { ArnEquals: { 'aws:SourceArn': forty(source) } } })),
    ),
    decision: 'allowed',
  },
  {
    name: 'a delivery until a time that is not over',
    policy: of(where({ DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } })),
    decision: 'allowed',
  },
]

/** Sources, the last of which is that. */
function forty(source: string): readonly string[] {
  const others = Array.from({ length: 39 }, (_, index) => `arn:aws:s3:::logs-${index}`)
  return [...others, `arn:aws:s3:::${source}`]
}

const denying: readonly PolicyCase[] = [
  {
    name: 'TLS before 1.2 is denied, which no service of AWS uses',
    policy: of(denied({ NumericLessThan: { 's3:TlsVersion': '1.2' } })),
    decision: 'allowed',
    says: 'does not concern S3',
  },
  {
    name: 'TLS before 1.3 is denied',
    policy: of(denied({ NumericLessThan: { 's3:TlsVersion': 1.3 } })),
    decision: 'unknown',
    statement: 2,
    fix: exempting,
  },
  {
    name: 'whoever is of no organization is denied',
    policy: of(denied({ Null: { 'aws:PrincipalOrgID': 'true' } })),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'whoever is in no path of an organization is denied, which is true of none as well',
    policy: of(denied({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } })),
    decision: 'denied',
    fix: 'a service is of no organization',
  },
  {
    name: 'everybody but an account and S3 is denied',
    policy: of(
      denied(undefined, {
        Principal: undefined,
        NotPrincipal: { AWS: `arn:aws:iam::${account}:root`, Service: 's3.amazonaws.com' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'two conditions deny together, of which one does not hold',
    policy: of(
      denied({
        StringNotEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceAccount': account },
      }),
    ),
    decision: 'allowed',
  },
  {
    // The vendor: a variable without a value might make the whole statement invalid.
    name: 'all is denied but the folder of somebody, whom a service is not',
    policy: of((places) => [
      vendors(places),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        NotResource: `arn:aws:s3:::${places.reports}/\${aws:PrincipalTag/team}/*`,
      },
    ]),
    decision: 'unknown',
    statement: 2,
    says: 'nobody can tell',
  },
  {
    name: 'data files are denied',
    policy: of((places) => [
      vendors(places),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${places.reports}/*/data/*`,
      },
    ]),
    decision: 'denied',
    says: 'for data files, of which a report without rows may have none,',
  },
  {
    name: 'insecure transport is denied, which S3 does not use',
    policy: of(denied({ Bool: { 'aws:SecureTransport': 'false' } })),
    decision: 'allowed',
    says: 'does not concern S3',
  },
  {
    name: 'all but one VPC endpoint is denied',
    policy: of(denied({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })),
    decision: 'denied',
    statement: 2,
    says: 'aws:SourceVpce',
    fix: exempting,
  },
  {
    name: 'all but one VPC is denied',
    policy: of(denied({ StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-111bbb22' } })),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'all but one VPC endpoint is denied, services excepted',
    policy: of(
      denied({
        StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'all but one organization is denied',
    policy: of(denied({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
    decision: 'denied',
    fix: 'a service is of no organization',
  },
  {
    name: 'all but one organization of sources is denied',
    policy: of(denied({ StringNotEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } })),
    decision: 'unknown',
    fix: 'it is right as it is if that account is of the organization',
  },
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
    name: 'what services do for other accounts is denied',
    policy: of(
      denied({
        Null: { 'aws:SourceAccount': 'false' },
        StringNotEquals: { 'aws:SourceAccount': [other] },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
    decision: 'denied',
    fix: `name "${account}" beside the others of aws:SourceAccount`,
  },
  {
    name: 'what services do for other buckets is denied',
    policy: of(denied({ ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:::logs-*' } })),
    decision: 'denied',
    fix: 'beside the others of aws:SourceArn',
  },
  {
    name: 'what services do for some buckets is denied',
    policy: of(denied({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' } })),
    decision: 'denied',
    fix: 'in aws:SourceArn',
  },
  {
    name: 'what services do for other accounts is denied, and it is the right one',
    policy: of(
      denied({
        StringNotEqualsIfExists: { 'aws:SourceAccount': [other, account] },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'all but some addresses are denied',
    policy: of(denied({ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } })),
    decision: 'denied',
    fix: 'S3 writes reports from inside',
  },
  {
    name: 'an address is denied',
    policy: of(denied({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })),
    decision: 'allowed',
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
    name: 'uploads without KMS are denied',
    policy: of(denied({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } })),
    decision: 'denied',
    says: 's3:x-amz-server-side-encryption',
    fix: 'write destination.encryption',
  },
  {
    name: 'uploads without any encryption are denied',
    policy: of(denied({ Null: { 's3:x-amz-server-side-encryption': 'true' } })),
    decision: 'denied',
    fix: 'write destination.encryption',
  },
  {
    name: 'uploads without any encryption are denied, and there is one',
    policy: of(denied({ Null: { 's3:x-amz-server-side-encryption': 'true' } })),
    destination: { encryption: { type: 'provider-managed' } },
    decision: 'allowed',
  },
  {
    name: 'uploads without KMS are denied, and the encryption is another',
    policy: of(denied({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } })),
    destination: { encryption: { type: 'provider-managed' } },
    decision: 'denied',
    fix: '{ type: kms, keyId: ARN of a key }',
  },
  {
    name: 'everybody but one role is denied',
    policy: of(
      denied(undefined, {
        Principal: undefined,
        NotPrincipal: { AWS: `arn:aws:iam::${account}:root` },
      }),
    ),
    decision: 'denied',
    says: 'everybody but',
    fix: exempting,
  },
  {
    name: 'everybody but S3 is denied',
    policy: of(
      denied(undefined, {
        Principal: undefined,
        NotPrincipal: { Service: 's3.amazonaws.com' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'everything is denied to everybody',
    policy: of(denied()),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'a prefix is denied that is that of the reports',
    policy: of((places) => [
      vendors(places),
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:Put*',
        Resource: `arn:aws:s3:::${places.reports}/inventories/*`,
      },
    ]),
    destination: { prefix: 'inventories' },
    decision: 'denied',
  },
  {
    name: 'a prefix is denied that is another',
    policy: of((places) => [
      vendors(places),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `arn:aws:s3:::${places.reports}/secret/*`,
      },
    ]),
    decision: 'allowed',
  },
  {
    name: 'manifests are denied',
    policy: of((places) => [
      vendors(places),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${places.reports}/*/manifest.json`,
      },
    ]),
    decision: 'denied',
    says: 'for manifest.json',
  },
  {
    name: 'deleting is denied',
    policy: of(denied(undefined, { Action: 's3:Delete*' })),
    decision: 'allowed',
  },
  {
    name: 'everything but reading is denied',
    policy: of(denied(undefined, { Action: undefined, NotAction: ['s3:Get*', 's3:List*'] })),
    decision: 'denied',
  },
]

/**
 * Perimeters as AWS draws them: https://github.com/aws-samples/data-perimeter-policy-examples and the examples of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const perimeters: readonly PolicyCase[] = [
  {
    name: 'a perimeter of identities',
    policy: of(
      denied({
        StringNotEqualsIfExists: {
          'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
          'aws:PrincipalAccount': ['777788889999', other],
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
    ),
    decision: 'allowed',
    says: 'does not concern S3',
  },
  {
    name: 'a perimeter of identities that forgets services',
    policy: of(
      denied({
        StringNotEqualsIfExists: {
          'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
          'aws:PrincipalAccount': ['777788889999', other],
        },
      }),
    ),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'a perimeter of networks',
    policy: of(
      denied({
        NotIpAddressIfExists: { 'aws:SourceIp': '192.0.2.0/24' },
        StringNotEqualsIfExists: {
          'aws:SourceVpc': 'vpc-111bbb22',
          'aws:PrincipalTag/network-perimeter-exception': 'true',
          'aws:PrincipalAccount': ['777788889999', other],
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
        ArnNotLikeIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-service-role/*' },
        StringEquals: { 'aws:PrincipalTag/data-perimeter-include': 'true' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'a perimeter of networks for everybody, but calls with credentials of somebody',
    policy: of(
      denied({
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1234567890abcdef0' },
        Bool: { 'aws:ViaAWSService': 'false' },
      }),
    ),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'a perimeter of networks, by the ARN of a VPC',
    policy: of(
      denied({ ArnNotEquals: { 'aws:SourceVpcArn': 'arn:aws:ec2:us-east-1:*:vpc/vpc-1a2b3c4d' } }),
    ),
    decision: 'denied',
    fix: exempting,
  },
  {
    name: 'a perimeter of networks that lets another service in',
    policy: of(
      denied({
        StringNotEqualsIfExists: {
          'aws:SourceVpc': 'vpc-111bbb22',
          'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com',
        },
      }),
    ),
    decision: 'denied',
  },
  {
    name: 'sources of other accounts are denied to services',
    policy: of(
      denied({
        StringNotEqualsIfExists: { 'aws:SourceAccount': other },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
    decision: 'denied',
  },
  {
    name: 'sources of no account that is known are denied to services',
    policy: of(
      denied({
        StringNotEqualsIfExists: {
          'aws:SourceOrgID': 'o-a1b2c3d4e5',
          'aws:SourceAccount': [other, account],
        },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
    decision: 'allowed',
  },
  {
    name: 'sources of another organization are denied to services',
    policy: of(
      denied({
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
    ),
    decision: 'unknown',
  },
  {
    name: 'resources of another organization are denied',
    policy: of(denied({ StringNotEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } })),
    decision: 'unknown',
  },
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    name: 'all but the service of access logs is denied',
    policy: of(
      denied({
        'ForAllValues:StringNotEquals': {
          'aws:PrincipalServiceNamesList': 'logging.s3.amazonaws.com',
        },
      }),
    ),
    decision: 'denied',
  },
  {
    name: 'all but access logs and inventories is denied',
    policy: of(
      denied({
        'ForAllValues:StringNotEquals': {
          'aws:PrincipalServiceNamesList': ['logging.s3.amazonaws.com', 's3.amazonaws.com'],
        },
      }),
    ),
    decision: 'allowed',
  },
  {
    // https://aws.amazon.com/blogs/security/how-to-restrict-amazon-s3-bucket-access-to-a-specific-iam-role/
    name: 'all but one role is denied, by its id',
    policy: of(denied({ StringNotLike: { 'aws:userId': ['AROAEXAMPLEID:*', other] } })),
    decision: 'denied',
  },
]

const notAllowing: readonly PolicyCase[] = [
  {
    name: 'another source',
    policy: of(where({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } })),
    decision: 'not-allowed',
    statement: 1,
    says: 'arn:aws:s3:::other',
    fix: '"s3:PutObject"',
  },
  {
    name: 'a source in the wrong partition',
    policy: of(where({ ArnLike: { 'aws:SourceArn': 'arn:aws-cn:s3:::*' } })),
    decision: 'not-allowed',
  },
  {
    name: 'another account',
    policy: of(where({ StringEquals: { 'aws:SourceAccount': other } })),
    decision: 'not-allowed',
    says: `the request of S3 has "${account}"`,
  },
  {
    name: 'the bucket without what is in it',
    policy: of(changed(({ reports }) => ({ Action: 's3:*', Resource: `arn:aws:s3:::${reports}` }))),
    decision: 'not-allowed',
    says: 'not about',
  },
  {
    name: 'the folder of data files only',
    policy: of(changed(({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/*/data/*` }))),
    decision: 'not-allowed',
    says: 'for manifest.json',
  },
  {
    name: 'another prefix',
    policy: of(changed(({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/inventory/*` }))),
    destination: { prefix: 'inventories' },
    decision: 'not-allowed',
  },
  {
    name: 'the account instead of the service',
    policy: of(changed(() => ({ Principal: { AWS: `arn:aws:iam::${account}:root` } }))),
    decision: 'not-allowed',
    says: 'not for S3',
  },
  {
    name: 'the service of access logs',
    policy: of(changed(() => ({ Principal: { Service: 'logging.s3.amazonaws.com' } }))),
    decision: 'not-allowed',
  },
  {
    name: 'another access list',
    policy: of(where({ StringEquals: { 's3:x-amz-acl': 'private' } })),
    decision: 'not-allowed',
  },
  {
    name: 'a condition on what only people have',
    policy: of(where({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
    decision: 'not-allowed',
    says: 'has no aws:PrincipalOrgID',
  },
  {
    name: 'encryption that nobody asked for',
    policy: of(where({ StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } })),
    decision: 'not-allowed',
  },
  {
    name: 'reading instead of writing',
    policy: of(changed(() => ({ Action: ['s3:GetObject', 's3:PutObjectAcl'] }))),
    decision: 'not-allowed',
  },
  {
    name: 'a time that is over',
    policy: of(where({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
    decision: 'not-allowed',
  },
]

const malformed: readonly PolicyCase[] = [
  { name: 'half of it', policy: () => '{"Version":"2012-10-17",', decision: 'malformed' },
  { name: 'a list', policy: () => '[]', decision: 'malformed' },
  {
    name: 'an unknown version',
    policy: of((places) => [vendors(places)], '2020-01-01'),
    decision: 'malformed',
    says: '2020-01-01',
  },
  {
    name: 'no principal',
    policy: of(changed(() => ({ Principal: undefined }))),
    decision: 'malformed',
  },
  { name: 'no effect', policy: of(changed(() => ({ Effect: undefined }))), decision: 'malformed' },
  { name: 'no action', policy: of(changed(() => ({ Action: undefined }))), decision: 'malformed' },
]

/** Allowing, denying in each usual way, and not to be read. */
export const policyCases: readonly PolicyCase[] = [
  ...allowing,
  ...denying,
  ...perimeters,
  ...notAllowing,
  ...malformed,
]
