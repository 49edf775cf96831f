import type { Emulation } from '../emulation.ts'
import { policyContext } from '../policies/policy-context.ts'
import type { PolicyContext } from '../policies/policy-context.ts'
import type { Bucket } from '../world/world.ts'

/** As what S3 delivers. */
export const deliveringService = 's3.amazonaws.com'

/** Whose policy is asked, and where it lies. */
export interface AskedResource {
  readonly account: string
  readonly region: string
  readonly partition: string
}

/**
 * What a policy may know of S3's own request for the inventories of a bucket. It comes from no network and no account of
 * anybody's, so `aws:SourceIp`, `aws:SourceVpc`, `aws:SourceVpce`, `aws:PrincipalOrgID`, `aws:PrincipalAccount`,
 * `aws:PrincipalArn` and `aws:UserAgent` are absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function serviceContext(
  { store, now }: Emulation,
  source: Bucket,
  { account, region, partition }: AskedResource,
  more: Readonly<Record<string, string>> = {},
): PolicyContext {
  const { organizations } = store.world.aws
  const sourceOrganization = organizations.get(source.owner)
  const organization = organizations.get(account)
  const time = now()
  return policyContext({
    'aws:SourceArn': `arn:${partition}:s3:::${source.name}`,
    'aws:SourceAccount': source.owner,
    'aws:SourceOrgID': sourceOrganization?.id,
    'aws:SourceOrgPaths': listOf(sourceOrganization?.path),
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': deliveringService,
    'aws:PrincipalServiceNamesList': [deliveringService],
    'aws:ViaAWSService': 'false',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': account,
    'aws:ResourceOrgID': organization?.id,
    'aws:ResourceOrgPaths': listOf(organization?.path),
    'aws:CurrentTime': new Date(time).toISOString(),
    'aws:EpochTime': String(Math.floor(time / 1000)),
    ...more,
  })
}

function listOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value]
}
