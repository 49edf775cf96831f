import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { ReportStore } from '@bucket-inventory/core'

/** The same store; where its bucket cannot be read at all, the error says whose reports lie there. */
export function destinationStore(store: ReportStore, bucket: string, whose: string): ReportStore {
  const explain = (error: unknown): unknown => {
    if (!isInventoryError(error) || !isOfBucket(error)) return error
    const { code, message, retryable, service } = error
    return new InventoryError(
      code,
      `the reports of ${whose} are delivered to bucket "${bucket}", which cannot be read: ${message}`,
      { cause: error, retryable, ...(service === undefined ? {} : { service }) },
    )
  }
  return {
    async *list(prefix, options) {
      try {
        yield* store.list(prefix, options)
      } catch (error) {
        throw explain(error)
      }
    },
    head: (key, options) =>
      store.head(key, options).catch((error: unknown) => {
        throw explain(error)
      }),
    read: (key, options) =>
      store.read(key, options).catch((error: unknown) => {
        throw explain(error)
      }),
  }
}

/** No right to it, another region, or no such bucket; not what is wrong with one object. */
function isOfBucket({ code, service }: InventoryError): boolean {
  return (
    code === 'permission-denied' || code === 'invalid-input' || service?.code === 'NoSuchBucket'
  )
}
