import { csvField } from '../write/csv-field.ts'
import { encodedKey } from './encoded-key.ts'
import { notText, tooLong } from './inexpressible.ts'
import type { JobForm } from './job-form.ts'

/**
 * The manifest of S3 Batch Operations, `S3BatchOperations_CSV_20180820`: bucket, key and version id without a header, keys
 * percent-encoded, the null version as `null`; either all objects have version ids or none. Beside it the `--manifest` of
 * `aws s3control create-job`.
 */
export const s3BatchOperationsForm: JobForm = {
  name: 's3-batch-operations',
  title: 'S3 Batch Operations',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-create-job.html',
  refuses: ({ source }) =>
    source.provider === 'aws-s3' ? undefined : 'it reads from buckets of S3 only',
  expresses(object, { hasVersions }) {
    if (hasVersions !== (object.versionId !== undefined)) {
      return hasVersions
        ? 'has no version id, and others have'
        : 'has a version id, and others have none'
    }
    return notText(object) ?? tooLong(object, longestKey) ?? true
  },
  async write(objects, files, { source, uploadTo, hasVersions }) {
    const manifest = await files.create('manifest.csv')
    for await (const batch of objects) {
      const rows = batch.map(({ key, versionId }) => {
        const row = `${source.bucket},${encodedKey(key)}`
        return versionId === undefined ? `${row}\n` : `${row},${csvField(versionId ?? 'null')}\n`
      })
      await manifest.write(rows.join(''))
    }
    const { name, md5 } = await manifest.close()
    const { bucket = 'BUCKET', prefix = '', partition = 'aws' } = uploadTo ?? {}
    const location = {
      Spec: {
        Format: 'S3BatchOperations_CSV_20180820',
        Fields: ['Bucket', 'Key', ...(hasVersions ? ['VersionId'] : [])],
      },
      // Of an object that was written at once, and not encrypted with a key, the ETag is the MD5.
      Location: { ObjectArn: `arn:${partition}:s3:::${bucket}/${prefix}${name}`, ETag: md5 },
    }
    const specification = await files.create('create-job-manifest.json')
    await specification.write(`${JSON.stringify(location, undefined, 2)}\n`)
    await specification.close()
    return [
      `upload ${name} to s3://${bucket}/${prefix}${name}; if its ETag is not ${md5}, write that into create-job-manifest.json`,
      'aws s3control create-job --manifest file://create-job-manifest.json ...',
    ]
  },
}

const longestKey = 1024
