import type { Cloud } from '../world/world.ts'
import { write } from '../xml/write-xml.ts'

/** The owner of a bucket or an object. S3 no longer gives a display name; on OSS it is the id. */
export function writeOwner(cloud: Cloud, id: string): string {
  return write('Owner', [write('ID', id), cloud === 'oss' ? write('DisplayName', id) : undefined])
}
