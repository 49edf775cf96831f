import type { Switches } from '../switches.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf } from '../xml/xml-element.ts'
import { invalidInventory } from './invalid-inventory.ts'

/**
 * Qingdao, Hohhot and Frankfurt: where filters by time, size and class are honoured.
 * https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory
 */
const filterRegions: ReadonlySet<string> = new Set(['cn-qingdao', 'cn-huhehaote', 'eu-central-1'])

/** What becomes of a filter by time, size or class in a region that has none: nobody knows, so a switch says. */
export function applyRegionFilters(
  understood: XmlElement,
  region: string,
  switches: Switches,
): XmlElement {
  const filter = childOf(understood, 'Filter')
  const known = filterRegions.has(region) || switches.ossRegionFilters === 'honour'
  if (filter === undefined || known) return understood
  const kept = (filter.children ?? []).filter((child) => !advanced.has(child.name))
  const given = (filter.children ?? []).find((child) => advanced.has(child.name))
  if (given !== undefined && switches.ossRegionFilters === 'reject')
    throw invalidInventory(
      undefined,
      `Filter/${given.name}`,
      given.text,
      'The filter is not supported in this region.',
    )
  const bare = { ...filter, children: kept }
  const children = (understood.children ?? []).map((child) => (child === filter ? bare : child))
  return { ...understood, children }
}

const advanced: ReadonlySet<string> = new Set([
  'LastModifyBeginTimeStamp',
  'LastModifyEndTimeStamp',
  'LowerSizeBound',
  'UpperSizeBound',
  'StorageClass',
])
