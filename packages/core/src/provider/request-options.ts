/** What every call that may send a request takes. */
export interface RequestOptions {
  /** An aborted call rejects with the signal's own reason. */
  readonly signal?: AbortSignal
}
