import type { S3Subject } from './s3-subject.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
const longest = 255

/** The name of what belongs to one inventory in a set of rules: the same for ever, and never that of another one. */
export function ruleId({ bucket, configuration }: S3Subject): string {
  const id = `bucket-inventory/${bucket}/${configuration.id}`
  if (id.length <= longest) return id
  const end = `~${hash(id)}`
  return `${id.slice(0, longest - end.length)}${end}`
}

/** FNV-1a of 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n)
  }
  return value.toString(16).padStart(16, '0')
}
