import type { OssFilter } from './oss-configuration.ts'

/**
 * The filter without what filters nothing: the service echoes 0 and empty text for every part that nobody set, and
 * refuses some of them when they are put. `undefined` if nothing is left.
 */
export function normaliseOssFilter(filter: OssFilter): OssFilter | undefined {
  const {
    Prefix,
    LastModifyBeginTimeStamp,
    LastModifyEndTimeStamp,
    LowerSizeBound,
    UpperSizeBound,
    StorageClass,
  } = filter
  const normal: { -readonly [Member in keyof OssFilter]: OssFilter[Member] } = {}
  if (Prefix !== undefined && Prefix !== '') normal.Prefix = Prefix
  if (isSet(LastModifyBeginTimeStamp)) normal.LastModifyBeginTimeStamp = LastModifyBeginTimeStamp
  if (isSet(LastModifyEndTimeStamp)) normal.LastModifyEndTimeStamp = LastModifyEndTimeStamp
  if (isSet(LowerSizeBound)) normal.LowerSizeBound = LowerSizeBound
  if (isSet(UpperSizeBound)) normal.UpperSizeBound = UpperSizeBound
  if (StorageClass !== undefined && !filtersNothing(StorageClass))
    normal.StorageClass = StorageClass
  return Object.keys(normal).length === 0 ? undefined : normal
}

/** The classes of a list as OSS writes it. */
export function classesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function isSet(value: number | undefined): value is number {
  return value !== undefined && value !== 0
}

function filtersNothing(classes: string): boolean {
  const names = classesIn(classes)
  return names.length === 0 || names.includes('All')
}
