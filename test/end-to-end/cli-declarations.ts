/** A declaration of one inventory on a bucket of each cloud, and what may differ in it. */
export interface TeamOptions {
  readonly id?: string
  readonly every?: string
  /** More of the configuration, as YAML in braces: `, filter: { prefix: a }`. Default: nothing. */
  readonly more?: string
  /** Default: `bi-*`. */
  readonly manage?: string
  /** More of the declaration, as YAML. Default: nothing. */
  readonly tail?: string
}

/** As a team writes it. */
export function teamFile(options: TeamOptions = {}): string {
  const { id = 'bi-daily', every = 'day', more = '', manage = 'bi-*', tail = '' } = options
  return `apiVersion: bucket-inventory/v1
manage: { ids: "${manage}" }
inventories:
  - configuration: { id: ${id}, schedule: { every: ${every} }, fields: [size, etag]${more} }
    at:
      - location: s3://photos
        destination: { bucket: reports, accountId: "012345678901", format: csv }
      - location: oss://photos-cn
        destination:
          bucket: reports-cn
          accountId: "1283641033516515"
          roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
          format: csv
${tail}`
}

/** What somebody else put on a bucket by hand, on S3 and on OSS. */
export function otherInventory(id: string, cloud: 's3' | 'oss'): string {
  return JSON.stringify({
    id,
    schedule: { every: 'week' },
    destination:
      cloud === 's3'
        ? { bucket: 'theirs', accountId: '012345678901', format: 'csv' }
        : {
            bucket: 'theirs',
            accountId: '1283641033516515',
            roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
            format: 'csv',
          },
  })
}

/** Names of the requests that change inventories, or a bucket. */
export const writingOperations = [
  'PutBucketInventoryConfiguration',
  'PutBucketInventory',
  'DeleteBucketInventoryConfiguration',
  'DeleteBucketInventory',
  'DeleteBucket',
]
