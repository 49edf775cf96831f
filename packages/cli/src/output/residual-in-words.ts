import type { InventoryFilter } from '@bucket-inventory/core'

/** What a reader of the reports must still apply, as one sentence without a full stop. */
export function residualInWords(filter: InventoryFilter): string {
  const { prefix, lastModified, size, storageClasses } = filter
  return [
    ...(prefix === undefined ? [] : [`key begins with ${JSON.stringify(prefix)}`]),
    ...range('last modified', 'not before', lastModified?.from, 'not after', lastModified?.to),
    ...range('size', 'at least', bytes(size?.min), 'at most', bytes(size?.max)),
    ...(storageClasses === undefined ? [] : [`storage class is ${storageClasses.join(' or ')}`]),
  ].join('; ')
}

function range(
  subject: string,
  least: string,
  low: string | undefined,
  most: string,
  high: string | undefined,
): string[] {
  const bounds = [
    ...(low === undefined ? [] : [`${least} ${low}`]),
    ...(high === undefined ? [] : [`${most} ${high}`]),
  ]
  return bounds.length === 0 ? [] : [`${subject} ${bounds.join(' and ')}`]
}

function bytes(size: number | undefined): string | undefined {
  return size === undefined ? undefined : `${size} byte${size === 1 ? '' : 's'}`
}
