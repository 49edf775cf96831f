import type { Bucket } from '../world/world.ts'
import { writeDate } from '../xml/write-date.ts'
import { write } from '../xml/write-xml.ts'

/** What OSS tells of a bucket alone as in a list. */
export function describeOssBucket({ name, region, createdAt }: Bucket): readonly string[] {
  return [
    write('CreationDate', writeDate(createdAt)),
    write('ExtranetEndpoint', `oss-${region}.aliyuncs.com`),
    write('IntranetEndpoint', `oss-${region}-internal.aliyuncs.com`),
    write('Location', `oss-${region}`),
    write('Name', name),
    write('Region', region),
    write('StorageClass', 'Standard'),
  ]
}
