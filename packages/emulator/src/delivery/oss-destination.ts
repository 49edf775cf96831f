import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { elementAt, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { DeliveryRefusal } from './delivery.ts'
import { findDestination } from './find-destination.ts'
import { ossReportEncryption } from './oss-report-encryption.ts'

/** Where OSS writes what an inventory delivers. */
export interface OssDestination {
  readonly bucket: Bucket
  /** The element that describes it. */
  readonly settings: XmlElement
  /** What all keys of the inventory begin with, without a slash at the end. */
  readonly root: string
  readonly format: string
  /** Of every object, where they are encrypted. */
  readonly headers: Readonly<Record<string, string>>
}

/** The destination of an inventory; refuses one that OSS could not write to. */
export function ossDestination(
  emulation: Emulation,
  source: Bucket,
  { id, understood }: StoredInventory,
): OssDestination {
  const settings = elementAt(understood, 'Destination', 'OSSBucketDestination') ?? { name: '' }
  const bucket = findDestination(emulation, 'oss', source, textAt(settings, 'Bucket') ?? '')
  if (bucket.owner !== source.owner)
    throw new DeliveryRefusal(`bucket "${bucket.name}" belongs to another account`)
  return {
    bucket,
    settings,
    root: `${folderOf(textAt(settings, 'Prefix') ?? '', emulation)}${source.name}/${id}`,
    format: textAt(settings, 'Format') ?? '',
    headers: ossReportEncryption(bucket, settings).headers,
  }
}

function folderOf(prefix: string, { switches }: Emulation): string {
  if (prefix === '') return ''
  const single = prefix.endsWith('/') && switches.ossPrefixSlash === 'joined'
  return single ? prefix : `${prefix}/`
}
