import type { XmlElement } from '../xml/xml-element.ts'
import type { AwsWorld } from './aws-account.ts'
import type { RamAccount } from './ram-account.ts'
import { SortedMap } from './sorted-map.ts'

/** Which of the two services. */
export type Cloud = 's3' | 'oss'

/** Everything that the emulated services remember. Knows no protocol. */
export interface World {
  readonly buckets: Readonly<Record<Cloud, SortedMap<Bucket>>>
  /** Roles and policies of Alibaba Cloud, by the id of the account. */
  readonly ram: Map<string, RamAccount>
  readonly aws: AwsWorld
}

export interface Bucket {
  readonly cloud: Cloud
  readonly name: string
  readonly region: string
  /** The id of the account that it belongs to. */
  readonly owner: string
  readonly createdAt: number
  /** How many inventory configurations it takes. */
  readonly maxInventories: number
  versioning: Versioning
  policy: string | undefined
  tags: readonly Tag[]
  /** What else was put on it, each a document of its own; what never was is absent. */
  readonly settings: Map<BucketSetting, StoredSetting>
  readonly inventories: SortedMap<StoredInventory>
  /** Versions of a key, newest first. */
  readonly objects: SortedMap<readonly ObjectVersion[]>
  readonly uploads: Map<string, Upload>
  /** What inventories know of their deliveries, by id. */
  readonly runs: Map<string, InventoryRuns>
  /** What happened to the objects, oldest first, as long as an inventory wants to tell of it. */
  changes: ObjectChange[]
  /** The sequence number of the last change that was kept, ever; 0 at first. */
  lastSequence: number
}

/** What an inventory knows of its deliveries. */
export interface InventoryRuns {
  /** When the last full report was begun; absent before the first. */
  readonly reportedAt?: number
  /** Where it delivers changes: how far it came. */
  readonly log?: ChangeLogState
}

export interface ChangeLogState {
  /** The sequence number of the last change before the inventory was there. */
  readonly since: number
  /** The sequence number of the last change that was delivered, or left out for good. */
  readonly delivered: number
  /** When the window began that was delivered last. */
  readonly window?: number
}

/** Something that happened to an object. */
export interface ObjectChange {
  readonly type: 'CREATE' | 'UPDATE_METADATA' | 'DELETE'
  /** Rising within a bucket. */
  readonly sequence: number
  readonly origin: ChangeOrigin
  readonly key: string
  readonly versionId: string
  /** The version, or the delete marker, that there is since then; absent where a version was deleted for good. */
  readonly version?: ObjectVersion
}

/** Who changed an object, and when. */
export interface ChangeOrigin {
  /** Never before that of an earlier change. */
  readonly at: number
  /** The id of an account. */
  readonly requester: string
  readonly requestId: string
  /** Absent where the service did it itself. */
  readonly sourceIp?: string
}

/** Something that a bucket has at most one document of. */
export type BucketSetting =
  | 'encryption'
  | 'lifecycle'
  | 'metadata'
  | 'notification'
  | 'public-access-block'

/** A document as it came, and what the service made of it. */
export interface StoredSetting {
  readonly document: string
  readonly understood: XmlElement
  /** Headers that came with it and are given back with it. */
  readonly headers?: Readonly<Record<string, string>>
}

export type Versioning = 'never' | 'enabled' | 'suspended'

export interface Tag {
  readonly key: string
  readonly value: string
}

/** An inventory configuration: the document as it came, and what the service made of it. */
export interface StoredInventory {
  readonly id: string
  readonly document: string
  readonly understood: XmlElement
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string
  /** `null`, as the services spell it, where the bucket keeps no versions. */
  readonly versionId: string
  readonly deleteMarker: boolean
  readonly lastModified: number
  readonly size: number
  /** Without quotes. */
  readonly etag: string
  /** 0 for an object that was put in one piece. */
  readonly parts: number
  readonly body: readonly Segment[]
  readonly storageClass: string
  /** Response headers that were given with the object: content-type, user metadata, encryption. */
  readonly headers: Readonly<Record<string, string>>
  /** Absent where there are none. */
  readonly tags?: readonly Tag[]
  readonly checksum?: Checksum
}

/** The checksum that came with an object or a part, by the name of its header. */
export interface Checksum {
  readonly header: string
  readonly value: string
  /** Of the checksums of the parts, not of the whole. Default: false. */
  readonly composite?: boolean
}

/** A run of bytes, kept under its hash. */
export interface Segment {
  readonly hash: string
  readonly size: number
}

/** A multipart upload that was not completed. */
export interface Upload {
  readonly id: string
  readonly key: string
  readonly storageClass: string
  readonly headers: Readonly<Record<string, string>>
  readonly parts: Map<number, Part>
}

export interface Part {
  readonly number: number
  readonly lastModified: number
  readonly etag: string
  readonly body: Segment
  readonly checksum?: Checksum
}

/** A world without anything. */
export function emptyWorld(): World {
  return {
    buckets: { s3: new SortedMap(), oss: new SortedMap() },
    ram: new Map(),
    aws: { keys: new Map(), organizations: new Map() },
  }
}
