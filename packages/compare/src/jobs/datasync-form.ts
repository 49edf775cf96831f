import type { ComparedSide } from '../compared-object.ts'
import { csvField } from '../write/csv-field.ts'
import { notLatest, notText, tooLong } from './inexpressible.ts'
import type { JobForm, JobTarget } from './job-form.ts'

/**
 * The manifest of an AWS DataSync task: object path and, of S3 only, version id, without a header; in quotes what has commas,
 * quotes, line breaks or spaces at its ends. A path may stand there once, and must not be a folder's.
 */
export const datasyncForm: JobForm = {
  name: 'datasync',
  title: 'AWS DataSync',
  reference:
    'https://docs.aws.amazon.com/datasync/latest/userguide/transferring-with-manifest.html',
  refuses: () => undefined,
  expresses(object) {
    if (object.key.endsWith('/')) return 'has a key that DataSync takes for a folder'
    return notText(object) ?? tooLong(object, longestPath) ?? notLatest(object) ?? true
  },
  async write(objects, files, target) {
    const manifest = await files.create('manifest.csv')
    for await (const batch of objects) {
      await manifest.write(batch.map((object) => rowOf(object, target)).join(''))
    }
    await manifest.close()
    const { bucket = 'BUCKET', prefix = '' } = target.uploadTo ?? {}
    return [
      `upload manifest.csv to s3://${bucket}/${prefix}manifest.csv`,
      `start a task whose source location is the bucket ${target.source.bucket} without a folder, with this manifest`,
    ]
  },
}

const longestPath = 1024

function rowOf({ key, versionId }: ComparedSide, { source }: JobTarget): string {
  // Only the latest version is listed, so that a null version is found without its id.
  const isPinned = source.provider === 'aws-s3' && typeof versionId === 'string'
  return isPinned ? `${csvField(key)},${csvField(versionId)}\n` : `${csvField(key)}\n`
}
