import type { ObjectVersion } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/** What the filter of an OSS configuration lets through, prefix apart. Bounds are inclusive, and 0 is none. */
export function ossFilter(filter: XmlElement): (version: ObjectVersion) => boolean {
  const bound = (name: string, otherwise: number) => Number(textAt(filter, name)) || otherwise
  const earliest = bound('LastModifyBeginTimeStamp', 0)
  const latest = bound('LastModifyEndTimeStamp', Infinity)
  const least = bound('LowerSizeBound', 0)
  const most = bound('UpperSizeBound', Infinity)
  const classes = (textAt(filter, 'StorageClass') ?? '').split(',').filter((name) => name !== '')
  const anySize = least === 0 && most === Infinity
  const anyClass = classes.length === 0 || classes.includes('All')
  return ({ lastModified, size, storageClass, deleteMarker }) => {
    const seconds = Math.floor(lastModified / 1000)
    const inTime = seconds >= earliest && seconds <= latest
    // A delete marker has neither size nor class. Whether the service leaves it out then is not documented.
    if (deleteMarker) return inTime && anySize && anyClass
    const inSize = size >= least && size <= most
    return inTime && inSize && (anyClass || classes.includes(storageClass))
  }
}
