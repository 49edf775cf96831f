import type { Exchange } from '../wire/dialect.ts'
import { keepsChanges } from '../world/change-log.ts'
import type { Bucket, ChangeOrigin } from '../world/world.ts'

/** Whose doing a change to an object is, where an inventory of its bucket wants to know; elsewhere nothing is kept of it. */
export function changeOrigin(
  { emulation, caller, requestId, sourceIp }: Exchange,
  bucket: Bucket,
  at?: number,
): { readonly origin?: ChangeOrigin } {
  if (!keepsChanges(bucket)) return {}
  const requester = caller.account.id
  return { origin: { at: at ?? emulation.now(), requester, requestId, sourceIp } }
}
