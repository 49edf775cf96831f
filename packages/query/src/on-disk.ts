import { InventoryError } from '@bucket-inventory/core'

/** Runs what needs the disk for the data of a query. Rejects with `storage`, which names the path and what to do. */
export async function onDisk<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new InventoryError(
      'storage',
      `"${path}": ${why}; the data of a query is kept there while it is asked: free space, or name another folder to spill to`,
      { cause },
    )
  }
}
