/** One of the separate clouds of AWS. */
interface Partition {
  readonly name: string
  /** What the names of its regions begin with. */
  readonly regions: readonly string[]
  /** What the names of its hosts end with. */
  readonly host: string
}

// As in the endpoint rules of the SDK: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
const partitions: readonly Partition[] = [
  { name: 'aws-cn', regions: ['cn-'], host: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regions: ['us-gov-'], host: 'amazonaws.com' },
  { name: 'aws-iso', regions: ['us-iso-'], host: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: ['us-isob-'], host: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: ['eu-isoe-'], host: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: ['us-isof-', 'eu-isof-'], host: 'csp.hci.ic.gov' },
  { name: 'aws-eusc', regions: ['eusc-'], host: 'amazonaws.eu' },
  { name: 'aws', regions: [], host: 'amazonaws.com' },
]

/** The partition that a region lies in; `aws` where the region is not known. */
export function partitionOf(region: string | undefined): string {
  if (region === undefined) return 'aws'
  const found = partitions.find(({ regions }) => regions.some((start) => region.startsWith(start)))
  return found?.name ?? 'aws'
}

/**
 * Whether the host is one of S3 itself, in any partition, which knows what `?inventory` means. Others of AWS's hosts are
 * machines, load balancers and functions of its customers, on which anything may run.
 * https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export function isS3Host(host: string): boolean {
  const name = host.toLowerCase()
  const partition = partitions.find((one) => name.endsWith(`.${one.host}`))
  return partition !== undefined && s3Label.test(name.slice(0, -partition.host.length - 1))
}

/** What stands before the host of a partition: `photos.s3-fips.dualstack.us-east-1`, `s3-us-west-2`, `x.s3.us-east-1.vpce`. */
const s3Label =
  /(?:^|\.)s3(?:-[a-z0-9-]+|express-[a-z0-9-]+)?(?:\.dualstack)?(?:\.[a-z]+(?:-[a-z]+)+-\d+)?(?:\.vpce)?$/
