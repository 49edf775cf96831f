import type { Cloud } from '../world/world.ts'

/** Something that goes wrong on purpose, the same way every time: skip so many, then fail so many. */
export interface Fault {
  /** Default: both. */
  readonly cloud?: Cloud
  /** The service's own name, `PutBucketInventoryConfiguration` or `PutBucketInventory`. Default: every operation. */
  readonly operation?: string
  /** Default: every bucket. */
  readonly bucket?: string
  /** Skip so many first. Default: 0. */
  readonly after?: number
  /** Then fail so many. Default: 1. */
  readonly times?: number
  /** Of those after the skipped ones, fail only every so manieth: 10 is every tenth. Default: 1, each. */
  readonly every?: number
  /**
   * Whether a write that fails was done all the same: `before` the state changed, or `after`. Means nothing to
   * `stale` and `ignore-inventory`. Default: `before`.
   */
  readonly when?: 'before' | 'after'
  readonly effect: FaultEffect
}

export type FaultEffect =
  /** An error document of the service. */
  | {
      readonly type: 'error'
      readonly status: number
      readonly code: string
      readonly message?: string
    }
  /** The connection is reset, without an answer. */
  | { readonly type: 'reset' }
  /**
   * No answer ever comes: the request is held until the client goes away or the emulator is closed. With `before` the
   * operation is never run, with `after` it was run before the request counts as held.
   */
  | { readonly type: 'hang' }
  /** The answer waits; with `before`, the state changes only after the wait. */
  | { readonly type: 'delay'; readonly milliseconds: number }
  /** The answer breaks off after so many bytes of its body; one with no body to cut never arrives. */
  | { readonly type: 'truncate'; readonly bytes: number }
  /** An answer that is not the service's, say a proxy's HTML page. `status` defaults to 200. */
  | {
      readonly type: 'body'
      readonly contentType: string
      readonly text: string
      readonly status?: number
    }
  /**
   * On a put or a delete of an inventory configuration: it is done and answered, but readers go on seeing what was
   * there before, for so many reads or until so many milliseconds have passed, whichever is later.
   */
  | { readonly type: 'stale'; readonly reads?: number; readonly milliseconds?: number }
  /** The request is served as if it had no `?inventory`: a DELETE then deletes the bucket. */
  | { readonly type: 'ignore-inventory' }
