import type { Address, Dialect, Operation } from './dialect.ts'
import type { WireRequest } from './wire-request.ts'

const inventoryParameters = new Set(['inventory', 'inventoryId', 'id'])

/** The row of the table that a request asks for. */
export function findOperation(
  dialect: Dialect,
  request: WireRequest,
  address: Address,
  ignoreInventory: boolean,
): Operation | undefined {
  const on =
    address.key !== undefined ? 'object' : address.bucket === undefined ? 'service' : 'bucket'
  const has = (name: string): boolean =>
    request.query.has(name) && !(ignoreInventory && inventoryParameters.has(name))
  const special = hasSubresource(dialect, request, has)
  return dialect.operations.find(
    ({ method, on: level, query = [] }) =>
      method === request.method &&
      level === on &&
      query.every(has) &&
      (!special || query.some((name) => dialect.subresources.has(name))),
  )
}

/** Whether a request names a part of a bucket or an object, such as its policy, instead of the thing itself. */
function hasSubresource(
  dialect: Dialect,
  request: WireRequest,
  has: (name: string) => boolean,
): boolean {
  for (const name of request.query.keys())
    if (dialect.subresources.has(name) && has(name)) return true
  return false
}
