/** A checksum of one object that its report does not have: S3 inventories list no values. */
export interface ChecksumRecord {
  /** Decoded. Bytes where it is no UTF-8. */
  readonly key: string | Uint8Array
  /** Of a version. Default: of the key's only or latest one. */
  readonly versionId?: string | null
  /** `CRC64NVME`, `SHA256`, `MD5`, `CRC-64/XZ`, ...: compared without regard to case. */
  readonly algorithm: string
  /** As the source writes it: base64, hexadecimal or decimal. */
  readonly value: string
  /** Of the checksums of its parts, not of the whole content. Default: false. */
  readonly composite?: boolean
}
