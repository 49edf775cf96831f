import { createHash } from 'node:crypto'

import type { FleetBucket } from '@bucket-inventory/client'
import {
  BucketInventories,
  InventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type {
  Capabilities,
  Check,
  DeliveryAccess,
  InventoryConfiguration,
  ReportStore,
} from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import type { MemoryOperation, MemoryProvider } from '@bucket-inventory/memory'
import { memoryReportStore, s3Dialect } from '@bucket-inventory/reports'
import type { ReportDialect } from '@bucket-inventory/reports'

/** How the service behaves, and what of it fails. */
export interface HealthWorldOptions {
  readonly behaviour?: Partial<Capabilities['behaviour']>
  readonly paths?: Partial<Capabilities['paths']>
  /** Of the bucket `photos`. */
  readonly keys?: readonly string[]
  readonly beforeRequest?: (operation: MemoryOperation) => void
  /** What the preflight of the service says. Default: it has none. */
  readonly check?: (configuration: InventoryConfiguration) => readonly Check[] | InventoryError
  /** Destinations that may not be read. */
  readonly closed?: readonly string[]
  /** Of a destination; throws what the read rejects with. */
  readonly beforeRead?: (key: string) => void
}

/** A service in memory with a bucket `photos`, which writes its reports as S3 does. */
export interface HealthWorld {
  readonly provider: MemoryProvider
  readonly dialects: readonly ReportDialect[]
  /** `photos`, and what is meant of it. */
  bucket(more?: Partial<Omit<FleetBucket, 'inventories'>>): FleetBucket
  /** Puts an inventory and gives it. */
  put(more?: object, destination?: object): Promise<InventoryConfiguration>
  /** Writes a complete report, or one that lacks or differs in what `more` says. */
  deliver(configuration: InventoryConfiguration, time: string, more?: DeliveredObjects): void
  /** What was asked of destinations: `list inv/`, `read …`. */
  readonly asked: string[]
  /** Configurations that were checked, and rounds that were begun. */
  readonly checked: InventoryConfiguration[]
  rounds(): number
}

export interface DeliveredObjects {
  /** Default: the one of the manifest; `null`: none, it is in progress. */
  readonly checksum?: string | null
  readonly manifest?: string
  /** Rows of each file, as the manifest counts them. Default: two files that are not counted. */
  readonly rows?: readonly number[]
}

export function written(more: object = {}, destination: object = {}): InventoryConfiguration {
  return parseInventoryConfiguration({
    id: 'daily',
    schedule: { every: 'day' },
    destination: { bucket: 'reports', prefix: 'inv', format: 'csv', ...destination },
    ...more,
  })
}

export function healthWorld(options: HealthWorldOptions = {}): HealthWorld {
  const { behaviour = {}, paths = {}, keys = [], beforeRequest, check, closed = [] } = options
  const { beforeRead } = options
  const destinations = new Map<string, Map<string, string>>()
  const asked: string[] = []
  const checked: InventoryConfiguration[] = []
  let rounds = 0
  const objectsOf = (bucket: string) => {
    const objects = destinations.get(bucket) ?? new Map<string, string>()
    destinations.set(bucket, objects)
    return objects
  }
  const reportStore = (bucket: string): ReportStore => {
    const inner = memoryReportStore(objectsOf(bucket))
    const enter = (what: string) => {
      asked.push(what)
      if (!closed.includes(bucket)) return
      throw new InventoryError('permission-denied', `no right to "${bucket}"`)
    }
    return {
      async *list(prefix, request) {
        enter(`list ${prefix}`)
        yield* inner.list(prefix, request)
      },
      head: async (key, request) => {
        enter(`head ${key}`)
        return inner.head(key, request)
      },
      read: async (key, request) => {
        enter(`read ${key}`)
        beforeRead?.(key)
        return inner.read(key, request)
      },
    }
  }
  const access: DeliveryAccess = {
    documents: refused,
    render: refused,
    changes: refused,
    apply: refused,
    checks: () => {
      rounds += 1
      return {
        check: async ({ configuration }) => {
          checked.push(configuration)
          const found = check?.(configuration) ?? []
          if (found instanceof Error) throw found
          return found
        },
      }
    },
  }
  const provider = createMemoryProvider({
    buckets: [{ name: 'photos', keys }],
    capabilities: {
      ...memoryCapabilities,
      paths: { ...memoryCapabilities.paths, ...paths },
      behaviour: { ...memoryCapabilities.behaviour, ...behaviour },
    },
    reportStore,
    ...(beforeRequest === undefined ? {} : { beforeRequest }),
    ...(check === undefined ? {} : { access }),
  })
  const inventories = new BucketInventories(provider, 'photos')
  return {
    provider,
    dialects: [{ ...s3Dialect, name: 'memory' }],
    asked,
    checked,
    rounds: () => rounds,
    bucket: (more = {}) => ({
      location: { scheme: 'memory', bucket: 'photos' },
      inventories,
      ...more,
    }),
    put: async (more, destination) => {
      const configuration = written(more, destination)
      await provider.put('photos', configuration)
      return configuration
    },
    deliver: ({ id, destination: { bucket, prefix } }, time, more = {}) => {
      const place = `${prefix === undefined ? '' : `${prefix}/`}photos/${id}/`
      const folder = `${place}${time.slice(0, 13)}-${time.slice(14, 16)}Z/`
      const { rows = [undefined, undefined], checksum } = more
      const files = rows.map((inventoriedRecord, index) => ({
        key: `${place}data/${time}-${index}.csv.gz`,
        size: 100,
        MD5checksum: '0'.repeat(32),
        ...(inventoriedRecord === undefined ? {} : { inventoriedRecord }),
      }))
      const manifest =
        more.manifest ??
        JSON.stringify({
          sourceBucket: 'photos',
          destinationBucket: `arn:aws:s3:::${bucket}`,
          version: '2016-11-30',
          creationTimestamp: String(Date.parse(time)),
          fileFormat: 'CSV',
          fileSchema: 'Bucket, Key',
          files,
        })
      const objects = objectsOf(bucket)
      objects.set(`${folder}manifest.json`, manifest)
      if (checksum === null) return
      const md5 = createHash('md5').update(manifest).digest('hex')
      objects.set(`${folder}manifest.checksum`, checksum ?? md5)
    },
  }
}

function refused(): never {
  throw new Error('never asked for')
}

export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}
