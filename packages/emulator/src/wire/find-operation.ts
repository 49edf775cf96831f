import { actionOf } from './call-parameters.ts'
import type { Address, Dialect, Operation } from './dialect.ts'
import type { WireRequest } from './wire-request.ts'

const inventoryParameters = ['inventory', 'inventoryId', 'id']

/** The row of the table that a request asks for; as if it had no `?inventory` if that is to be ignored. */
export function findOperation(
  dialect: Dialect,
  request: WireRequest,
  address: Address,
  ignoreInventory: boolean,
): Operation | undefined {
  const on =
    address.key !== undefined ? 'object' : address.bucket === undefined ? 'service' : 'bucket'
  const names = new Set(request.query.keys())
  if (ignoreInventory) for (const name of inventoryParameters) names.delete(name)
  const special = hasSubresource(dialect, names)
  return dialect.operations.find(
    ({ method, on: level, query = [], action }) =>
      method === request.method &&
      level === on &&
      query.every((name) => names.has(name)) &&
      (action === undefined || action === actionOf(request)) &&
      (!special || hasSubresource(dialect, query)),
  )
}

/** Whether parameters name a part of a bucket or an object, such as its policy, instead of the thing itself. */
export function hasSubresource({ subresources }: Dialect, names: Iterable<string>): boolean {
  for (const name of names) if (subresources.has(name)) return true
  return false
}
