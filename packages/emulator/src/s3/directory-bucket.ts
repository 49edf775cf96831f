/** Whether a bucket is one of S3 Express One Zone. */
export function isDirectoryBucket(name: string): boolean {
  return name.endsWith('--x-s3')
}
