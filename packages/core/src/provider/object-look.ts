import type { ObjectRecord } from '../record/object-record.ts'
import type { RequestOptions } from './request-options.ts'

/**
 * What looking at one object tells, in the words of a record. A property is absent where the service does not say, and
 * where it cannot be told from what it says.
 */
export interface ObjectLook {
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds, in whole seconds. */
  readonly lastModified?: number
  /** Without quotes. */
  readonly etag?: string
  readonly storageClass?: NonNullable<ObjectRecord['storageClass']>
  /** `null` is the null version. Absent where the bucket never had versions. */
  readonly versionId?: string | null
  readonly encryption?: NonNullable<ObjectRecord['encryption']>
  readonly isMultipartUploaded?: boolean
  readonly replicationStatus?: string
  readonly objectType?: string
  readonly tagCount?: number
  readonly checksum?: LookedChecksum
}

/** A value as the service writes it, and its algorithm as a report names it, in lower case: `crc64`, `sha256`. */
export interface LookedChecksum {
  readonly algorithm: string
  readonly value: string
  /** Of the checksums of its parts, not of the whole content. */
  readonly composite: boolean
}

export interface LookOptions extends RequestOptions {
  /** `null` is the null version. Default: the one that is current. */
  readonly versionId?: string | null
}
