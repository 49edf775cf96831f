import type { AwsChange } from './aws-account.ts'
import type { RamChange } from './ram-account.ts'
import type {
  BucketSetting,
  ChangeOrigin,
  Cloud,
  ObjectVersion,
  Part,
  StoredInventory,
  StoredSetting,
  Tag,
  Versioning,
} from './world.ts'

/** Of a change to an object: whose doing it is, where an inventory wants to know. */
interface Told {
  readonly origin?: ChangeOrigin
}

/** One change of the world, as data: what the journal holds, line by line. */
export type Change = BucketChange | RamChange | AwsChange

type BucketChange = { readonly cloud: Cloud; readonly bucket: string } & (
  | {
      readonly type: 'create-bucket'
      readonly region: string
      readonly owner: string
      readonly at: number
      /** Default: as the services have it. */
      readonly maxInventories?: number
    }
  | { readonly type: 'delete-bucket' }
  | { readonly type: 'set-versioning'; readonly versioning: Versioning }
  | { readonly type: 'put-policy'; readonly policy: string }
  | { readonly type: 'delete-policy' }
  /** All of them; none deletes. */
  | { readonly type: 'put-tags'; readonly tags: readonly Tag[] }
  /** Absent: it is deleted. */
  | { readonly type: 'put-setting'; readonly name: BucketSetting; readonly setting?: StoredSetting }
  | {
      readonly type: 'put-inventory'
      readonly inventory: StoredInventory
      /** Whether it wants to know of changes from now on. Default: false. */
      readonly incremental?: boolean
    }
  | { readonly type: 'delete-inventory'; readonly id: string }
  /** A full report was begun then, delivered or not. */
  | { readonly type: 'report-inventory'; readonly id: string; readonly at: number }
  /** An inventory has delivered the changes of the window that began then, up to this one. */
  | {
      readonly type: 'deliver-changes'
      readonly id: string
      readonly window: number
      readonly sequence: number
    }
  | ({ readonly type: 'put-version'; readonly version: ObjectVersion } & Told)
  | ({
      readonly type: 'delete-version'
      readonly key: string
      readonly versionId: string
    } & Told)
  /** All of them; none deletes. */
  | ({
      readonly type: 'put-object-tags'
      readonly key: string
      readonly versionId: string
      readonly tags: readonly Tag[]
    } & Told)
  | {
      readonly type: 'create-upload'
      readonly id: string
      readonly key: string
      readonly storageClass: string
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly type: 'put-part'; readonly id: string; readonly part: Part }
  | ({
      readonly type: 'complete-upload'
      readonly id: string
      readonly version: ObjectVersion
    } & Told)
  | { readonly type: 'abort-upload'; readonly id: string }
)
