import { fieldsOfFilter, isWithin, leafPaths, valueAt } from '@bucket-inventory/core'
import type {
  ConfigurationPath,
  InventoryConfiguration,
  InventoryFilter,
} from '@bucket-inventory/core'

import type { Carrier } from './carrier.ts'

/** A filter, divided between who applies it. */
export interface CarriedFilter {
  /** What the service applies. */
  readonly sent?: InventoryFilter
  /** What the reader must apply, as the service does not, or is not known to. */
  readonly residual?: InventoryFilter
}

/** Divides the filter part by part: to the service, to the reader, to both where the service is not trusted. */
export function carryFilter(
  configuration: InventoryConfiguration,
  carrier: Carrier,
): CarriedFilter {
  const { filter, fields } = configuration
  if (filter === undefined) return {}
  const parts = leafPaths
    .filter((path) => isWithin(path, 'filter'))
    .flatMap((path) => {
      const part = partOf(filter, (each) => each === path)
      if (part === undefined) return []
      const support = carrier.supportOf(path, part.storageClasses)
      return [{ path, support, needed: fieldsOfFilter(part) }]
    })
  const emulated = parts.filter(({ support }) => support === 'emulated')
  const listed = new Set<string>([...fields, ...emulated.flatMap(({ needed }) => needed)])
  const sent = new Set<ConfigurationPath>()
  const residual = new Set<ConfigurationPath>()
  for (const { path, support, needed } of parts) {
    const asked = valueAt(configuration, path)
    if (support === 'unsupported') {
      carrier.lose(path, asked, 'lists-more')
    } else if (support === 'emulated') {
      const added = needed.filter((field) => !fields.includes(field))
      carrier.emulate(path, asked, added)
      residual.add(path)
    } else if (carrier.keepsLimit(path, asked)) {
      sent.add(path)
      if (support === 'unverified') {
        carrier.doubt(path, asked)
        // No column is added for what is only doubted: what is read and written back stays as it was.
        if (needed.every((field) => listed.has(field))) residual.add(path)
      }
    }
  }
  const toService = partOf(filter, (path) => sent.has(path))
  const toReader = partOf(filter, (path) => residual.has(path))
  return {
    ...(toService === undefined ? {} : { sent: toService }),
    ...(toReader === undefined ? {} : { residual: toReader }),
  }
}

/** The parts of the filter at the paths that are kept; `undefined` where none is. */
function partOf(
  filter: InventoryFilter,
  keeps: (path: ConfigurationPath) => boolean,
): InventoryFilter | undefined {
  const { prefix, lastModified, size, storageClasses } = filter
  const from = keeps('filter.lastModified.from') ? lastModified?.from : undefined
  const to = keeps('filter.lastModified.to') ? lastModified?.to : undefined
  const min = keeps('filter.size.min') ? size?.min : undefined
  const max = keeps('filter.size.max') ? size?.max : undefined
  const part: InventoryFilter = {
    ...(prefix !== undefined && keeps('filter.prefix') ? { prefix } : {}),
    ...(from === undefined && to === undefined
      ? {}
      : {
          lastModified: {
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          },
        }),
    ...(min === undefined && max === undefined
      ? {}
      : { size: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) } }),
    ...(storageClasses !== undefined && keeps('filter.storageClasses') ? { storageClasses } : {}),
  }
  return Object.keys(part).length === 0 ? undefined : part
}
