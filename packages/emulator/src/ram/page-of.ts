import { pageToken, readPageToken } from '../wire/page-token.ts'
import type { SortedMap } from '../world/sorted-map.ts'
import { ramError } from './ram-error.ts'

/** A page of a list, by `Marker` and `MaxItems`, and how RAM says whether there is more. */
export function pageOf<Value>(
  list: string,
  all: SortedMap<Value>,
  parameters: ReadonlyMap<string, string>,
): { readonly page: readonly Value[]; readonly IsTruncated: boolean; readonly Marker?: string } {
  const size = Number(parameters.get('MaxItems') ?? 100)
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw ramError('InvalidParameter.MaxItems')
  const marker = parameters.get('Marker')
  const after = marker === undefined ? '' : readPageToken(list, marker)
  if (after === undefined) throw ramError('InvalidParameter.Marker')
  const start = all.indexFrom(after)
  const names = all.keys().slice(all.keys()[start] === after ? start + 1 : start)
  const page = names.slice(0, size)
  const last = page.at(-1)
  const more = page.length < names.length && last !== undefined
  return {
    page: page.map((name) => all.get(name)).filter((value) => value !== undefined),
    IsTruncated: more,
    ...(more ? { Marker: pageToken(list, last) } : {}),
  }
}
