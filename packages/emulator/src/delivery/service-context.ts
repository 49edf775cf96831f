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
 * What a policy may know of S3's own request for the inventories of a bucket, by the "Availability" of each key on
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html as of 2026:
 * - The source's ARN, account and organization, `PrincipalServiceName` and `PrincipalServiceNamesList` are there "when the call
 *   is made by an AWS service principal" directly. The list holds "all service principal names associated with the Regional
 *   instance of the service"; which else those of S3 are nobody tells.
 * - `PrincipalIsAWSService` is true for such a call, `ViaAWSService` only where a service uses somebody's credentials.
 * - `RequestedRegion`, `SecureTransport` and the time are "always included", `ResourceAccount` but for actions that are none of
 *   S3 and KMS, the resource's organization where its account is in one.
 * - "Certain network-specific authorization context is redacted" between services: no address, no VPC, no endpoint.
 * - Of `PrincipalAccount`, `PrincipalType`, `userid` and `UserAgent` the page says "all requests", and for a service no value;
 *   they are absent here, as `PrincipalArn`, `PrincipalOrgID` and tags are, which only people and roles have.
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
