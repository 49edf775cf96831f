/** What the manifest of an S3 report says. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
export interface S3Manifest {
  readonly sourceBucket: string
  /** ARN. */
  readonly destinationBucket: string
  readonly version: '2016-11-30'
  /** Milliseconds. */
  readonly creationTimestamp: string
  readonly fileFormat: string
  readonly fileSchema: string
  readonly files: readonly {
    readonly key: string
    readonly size: number
    readonly MD5checksum: string
  }[]
}

/** The manifest as S3 lays it out, which is how Jackson indents: a list begins on the line of its name, colons stand between spaces. */
export function writeS3Manifest({ files, ...texts }: S3Manifest): Buffer {
  const lines = Object.entries(texts).map(([name, text]) => `  ${member(name, text)},\n`)
  const list = files.length === 0 ? '[ ]' : `[ ${files.map(writeFile).join(', ')} ]`
  return Buffer.from(`{\n${lines.join('')}  "files" : ${list}\n}`)
}

function writeFile(file: S3Manifest['files'][number]): string {
  const members = Object.entries(file).map(([name, value]) => `    ${member(name, value)}`)
  return `{\n${members.join(',\n')}\n  }`
}

function member(name: string, value: string | number): string {
  return `"${name}" : ${JSON.stringify(value)}`
}
