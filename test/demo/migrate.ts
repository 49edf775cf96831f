import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { DemoCommand } from './command.ts'

/** Every inventory of a bucket, from S3 to OSS and from OSS to S3, with what each needed. */
export async function migrate({ run }: DemoCommand, folder: string): Promise<void> {
  await run('migrate s3://exports oss://exports-cn --dry-run', 2)
  await writeFile(
    join(folder, 'to-oss.yaml'),
    `defaults:
  destination.accountId: "1283641033516515"
  destination.roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
buckets: { destination-bucket: reports-cn }
inventories:
  weekly-parquet: { destination.format: csv }
`,
  )
  await run('migrate s3://exports oss://exports-cn --inputs to-oss.yaml')
  await writeFile(
    join(folder, 'to-s3.yaml'),
    `defaults: { destination.accountId: "123456789012" }
buckets: { reports: destination-bucket }
`,
  )
  await run('migrate oss://logs-cn s3://logs --inputs to-s3.yaml', 1)
  await run('migrate oss://logs-cn s3://logs --inputs to-s3.yaml --allow emulated')
}
