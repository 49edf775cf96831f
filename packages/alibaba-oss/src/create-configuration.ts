import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { OssBucket } from './oss-bucket.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { pause } from './pause.ts'
import { delayAfter } from './retry-request.ts'
import { sameConfiguration } from './same-configuration.ts'
import { isUnanswered } from './to-inventory-error.ts'

export interface CreateOptions {
  readonly signal?: AbortSignal
  /** Sends again also where the service answered that it cannot at the moment. Default: false. */
  readonly insists?: boolean
  /** What was deleted just now and may show for a while. Default: nothing. */
  readonly deleted?: OssConfiguration
}

/** What became of it: it was created, or another one has its id. */
export type Created =
  | { readonly created: true }
  | { readonly created: false; readonly existing: OssConfiguration }

/**
 * Puts a configuration where there is none. A put is sent again only where no answer came and a get shows nothing, or where
 * what was deleted still stands in the way; so a success of our own whose answer was lost is recognised.
 */
export async function createConfiguration(
  bucket: OssBucket,
  native: OssConfiguration,
  options: CreateOptions = {},
): Promise<Created> {
  const { signal, insists = false, deleted } = options
  const { attempts = 3 } = bucket.retry
  const most = insists ? attempts + 3 : attempts
  let lost = false
  for (let attempt = 1; ; attempt += 1) {
    let failure: InventoryError
    try {
      await bucket.put(native, signal)
      return { created: true }
    } catch (error) {
      signal?.throwIfAborted()
      if (!isInventoryError(error)) throw error
      const unknown = isUnanswered(error) || (insists && error.retryable)
      if (!unknown && error.code !== 'already-exists') throw error
      lost ||= unknown
      failure = error
    }
    const existing = await look(bucket, native.Id, failure, options)
    if (existing !== undefined) {
      if (lost && sameConfiguration(existing, native)) return { created: true }
      const lingers = deleted !== undefined && sameConfiguration(existing, deleted)
      if (!lingers) return { created: false, existing }
    }
    if (attempt >= most) throw undecided(failure)
    await pause(delayAfter(attempt, bucket.retry), signal)
  }
}

/** Where nobody can tell what became of a put, the put's own failure says more than that of the look. */
async function look(
  bucket: OssBucket,
  id: string,
  failure: InventoryError,
  { signal, insists = false }: CreateOptions,
): Promise<OssConfiguration | undefined> {
  try {
    return await bucket.find(id, signal)
  } catch (error) {
    signal?.throwIfAborted()
    if (insists) return undefined
    throw isUnanswered(failure) ? failure : error
  }
}

/** The service says that the id is taken, and shows nothing under it. */
function undecided(failure: InventoryError): InventoryError {
  if (failure.code !== 'already-exists') return failure
  return new InventoryError(
    'conflict',
    `${failure.message}, but does not show it; somebody else may have deleted it just now`,
    {
      cause: failure,
      retryable: true,
      ...(failure.service === undefined ? {} : { service: failure.service }),
    },
  )
}
