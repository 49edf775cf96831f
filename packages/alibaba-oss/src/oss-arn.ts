const bucketPattern = /^[a-z0-9_][a-z0-9_-]{1,61}[a-z0-9_]$/
const rolePattern = /^acs:ram::(\d+):role\/[^\s]+$/

/** The form in which a document names a bucket: `acs:oss:::photos`. */
export function ossBucketArn(bucket: string): string {
  return `acs:oss:::${bucket}`
}

/** The bucket that a document means: what stands after the last colon, or the whole text where nothing does. */
export function bucketOfArn(text: string): string {
  const name = text.slice(text.lastIndexOf(':') + 1)
  return name === '' ? text : name
}

/** Whether the service can have a bucket of this name. */
export function isOssBucketName(name: string): boolean {
  return bucketPattern.test(name)
}

/** The account in the ARN of a RAM role, `undefined` for any other text. */
export function accountOfRole(roleArn: string): string | undefined {
  return rolePattern.exec(roleArn)?.[1]
}
