import { deleteInventory, putInventory } from '../inventories/change-inventory.ts'
import { inventoryPage } from '../inventories/inventory-page.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { write, writeDocument, writeElement } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import { applyRegionFilters } from './apply-region-filters.ts'
import { invalidInventory } from './invalid-inventory.ts'
import { isIncremental } from './is-incremental.ts'
import { openOssBucket } from './open-oss-bucket.ts'
import { ossError } from './oss-error.ts'
import { readOssInventory } from './oss-inventory-document.ts'
import { ossInventoryEcho } from './oss-inventory-echo.ts'

/** The four operations on inventory configurations, as OSS answers them. */
export const ossInventoryOperations: readonly Operation[] = [
  { name: 'PutBucketInventory', method: 'PUT', on: 'bucket', query: ['inventory'], run: put },
  {
    name: 'GetBucketInventory',
    method: 'GET',
    on: 'bucket',
    query: ['inventory', 'inventoryId'],
    run: get,
  },
  { name: 'ListBucketInventory', method: 'GET', on: 'bucket', query: ['inventory'], run: list },
  {
    name: 'DeleteBucketInventory',
    method: 'DELETE',
    on: 'bucket',
    query: ['inventory'],
    run: remove,
  },
]

/** Create only: what is there is not replaced. */
function put(exchange: Exchange): Reply {
  const { emulation, request } = exchange
  const bucket = openOssBucket(exchange)
  const read = readOssInventory(exchange, bucket)
  const id = textAt(read, 'Id') ?? ''
  if (bucket.inventories.has(id)) throw ossError(emulation.switches.ossExistingId)
  if (bucket.inventories.size >= bucket.maxInventories) throw ossError('InventoryExceedLimit')
  const understood = applyRegionFilters(read, bucket.region, emulation.switches)
  const inventory = { id, document: request.body.toString('utf8'), understood }
  putInventory(exchange, bucket, inventory, isIncremental(understood))
  return { status: 200 }
}

function get(exchange: Exchange): Reply {
  const { switches, propagation } = exchange.emulation
  const bucket = openOssBucket(exchange)
  const inventory = propagation.read(bucket, idOf(exchange))
  if (inventory === undefined) throw ossError(switches.ossMissingId)
  const { name, children = [] } = ossInventoryEcho(inventory.understood, switches)
  return xmlReply(writeDocument(name, children.map(writeElement)))
}

/** A bucket without any has no list: 404, as the SDKs' own integration tests expect. */
function list(exchange: Exchange): Reply {
  const { emulation, request } = exchange
  const bucket = openOssBucket(exchange)
  const visible = emulation.propagation.readAll(bucket)
  if (visible.size === 0) throw ossError('NoSuchInventory')
  const token = request.query.get('continuation-token')
  const page = inventoryPage(bucket.name, visible, token === '' ? undefined : token)
  if (page === undefined)
    throw invalidInventory(
      undefined,
      'continuation-token',
      token,
      'The continuation-token is invalid.',
    )
  return xmlReply(
    writeDocument('ListInventoryConfigurationsResult', [
      ...page.inventories.map(({ understood }) =>
        writeElement(ossInventoryEcho(understood, emulation.switches)),
      ),
      write('IsTruncated', page.next !== undefined),
      write('ContinuationToken', token),
      write('NextContinuationToken', page.next),
    ]),
  )
}

function remove(exchange: Exchange): Reply {
  const { switches } = exchange.emulation
  const bucket = openOssBucket(exchange)
  const id = idOf(exchange)
  if (bucket.inventories.has(id)) deleteInventory(exchange, bucket, id)
  else if (switches.ossDeleteMissing === 'not-found') throw ossError(switches.ossMissingId)
  return { status: 204 }
}

function idOf({ request }: Exchange): string {
  const id = request.query.get('inventoryId')
  if (id === undefined || id === '')
    throw invalidInventory(2, 'inventoryId', undefined, 'The inventoryId is missing.')
  return id
}
