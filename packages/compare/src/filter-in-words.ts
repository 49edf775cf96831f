import type { InventoryFilter } from '@bucket-inventory/core'

/** What a part of a filter lets through, for a person; the same words for the same part. */
export function filterInWords(
  filter: InventoryFilter | 'nothing',
  part: keyof InventoryFilter,
): string {
  if (filter === 'nothing') return 'nothing'
  const { prefix = '', size, lastModified, storageClasses } = filter
  switch (part) {
    case 'prefix':
      return prefix === '' ? 'all keys' : `keys that begin with ${JSON.stringify(prefix)}`
    case 'size':
      return range('sizes', [size?.min, size?.max], 'bytes')
    case 'lastModified':
      return range('times of change', [lastModified?.from, lastModified?.to])
    case 'storageClasses':
      return storageClasses === undefined
        ? 'all storage classes'
        : `storage classes ${storageClasses.join(', ')}`
  }
}

function range(
  what: string,
  [from, to]: readonly [string | number | undefined, string | number | undefined],
  unit = '',
): string {
  const words = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ]
  if (words.length === 0) return `all ${what}`
  return [what, ...words, ...(unit === '' ? [] : [unit])].join(' ')
}
