/**
 * Any version of the SDK's `S3Client`. Structural, as clients of two minor versions do not compile against each other; what
 * is sent is typed where the commands are made.
 */
export interface S3InventoryClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>
  readonly config: { readonly region: () => Promise<string> }
}
