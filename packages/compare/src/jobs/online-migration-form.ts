import { encodedKey } from './encoded-key.ts'
import { GzipParts } from './gzip-parts.ts'
import { notLatest, notText, tooLong } from './inexpressible.ts'
import type { JobForm } from './job-form.ts'

/**
 * The custom inventory of Alibaba Cloud's Data Online Migration: `manifest.json` and CSV files compressed with gzip, each at
 * most 100 MB, one percent-encoded key a row. Keys that no object of OSS can have are not expressed.
 */
export const onlineMigrationForm: JobForm = {
  name: 'online-migration',
  title: 'Alibaba Cloud Data Online Migration',
  reference:
    'https://www.alibabacloud.com/help/en/data-online-migration/user-guide/preparations-for-migration-from-common-inventory-to-oss',
  refuses: ({ destination }) =>
    destination.provider === 'alibaba-oss' ? undefined : 'it copies to buckets of OSS only',
  expresses(object) {
    if (/^[/\\]/.test(object.key))
      return `has a key that begins with "${object.key.charAt(0)}", as none of OSS may`
    return notText(object) ?? tooLong(object, longestName) ?? notLatest(object) ?? true
  },
  async write(objects, files, { source, uploadTo, partBytes }) {
    const parts = new GzipParts(files, {
      partBytes,
      nameOf: (part) => `part-${String(part).padStart(5, '0')}.csv.gz`,
    })
    for await (const batch of objects) {
      for (const { key } of batch) await parts.write(`${encodedKey(key)}\n`)
    }
    const { bucket = 'BUCKET', prefix = '' } = uploadTo ?? {}
    const manifest = {
      fileFormat: 'CSV',
      fileSchema: 'Key',
      files: (await parts.close()).map(({ name, size, md5 }) => ({
        key: prefix + name,
        mD5checksum: md5.toUpperCase(),
        size,
      })),
    }
    const file = await files.create('manifest.json')
    await file.write(`${JSON.stringify(manifest, undefined, 2)}\n`)
    await file.close()
    return [
      `upload all files to oss://${bucket}/${prefix}`,
      `create a source address of the bucket ${source.bucket} by custom inventory, with the path ${prefix}manifest.json, and a migration job`,
    ]
  },
}

// https://www.alibabacloud.com/help/en/oss/user-guide/object-naming-conventions
const longestName = 1023
