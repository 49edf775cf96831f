import { deleteInventory, putInventory } from '../inventories/change-inventory.ts'
import { inventoryPage } from '../inventories/inventory-page.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { write, writeDocument, writeElement } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import { checkDestination } from './check-destination.ts'
import { openBucket } from './open-bucket.ts'
import { s3Error } from './s3-error.ts'
import { readS3Inventory } from './s3-inventory-document.ts'
import { s3Namespace } from './s3-namespace.ts'

/** The four operations on inventory configurations, as S3 answers them. */
export const s3InventoryOperations: readonly Operation[] = [
  {
    name: 'PutBucketInventoryConfiguration',
    method: 'PUT',
    on: 'bucket',
    query: ['inventory'],
    run: put,
  },
  {
    name: 'GetBucketInventoryConfiguration',
    method: 'GET',
    on: 'bucket',
    query: ['inventory', 'id'],
    run: get,
  },
  {
    name: 'ListBucketInventoryConfigurations',
    method: 'GET',
    on: 'bucket',
    query: ['inventory'],
    run: list,
  },
  {
    name: 'DeleteBucketInventoryConfiguration',
    method: 'DELETE',
    on: 'bucket',
    query: ['inventory'],
    run: remove,
  },
]

function put(exchange: Exchange): Reply {
  const { emulation, request } = exchange
  const bucket = openBucket(exchange)
  const id = idOf(exchange)
  const understood = readS3Inventory(request.body, bucket.name, emulation.switches)
  if (textAt(understood, 'Id') !== id) throw s3Error('IdMismatch')
  if (emulation.switches.s3Ids === 'restricted' && !/^[A-Za-z0-9._-]{1,64}$/.test(id))
    throw s3Error('InvalidConfigurationId')
  if (emulation.switches.destination === 'checked') checkDestination(exchange, bucket, understood)
  if (!bucket.inventories.has(id) && bucket.inventories.size >= bucket.maxInventories)
    throw s3Error('TooManyConfigurations')
  putInventory(exchange, bucket, { id, document: request.body.toString('utf8'), understood })
  return { status: emulation.switches.s3PutStatus === 'ok' ? 200 : 204 }
}

function get(exchange: Exchange): Reply {
  const bucket = openBucket(exchange)
  const inventory = exchange.emulation.propagation.read(bucket, idOf(exchange))
  if (inventory === undefined) throw s3Error('NoSuchConfiguration')
  const { name, children = [] } = inventory.understood
  return xmlReply(writeDocument(name, children.map(writeElement), s3Namespace))
}

function list(exchange: Exchange): Reply {
  const { emulation, request } = exchange
  const bucket = openBucket(exchange)
  const token = request.query.get('continuation-token')
  const page = inventoryPage(bucket.name, emulation.propagation.readAll(bucket), token)
  if (page === undefined)
    throw s3Error('InvalidArgument', {
      message: 'The continuation token provided is incorrect',
      details: { ArgumentName: 'continuation-token' },
    })
  return xmlReply(
    writeDocument(
      'ListInventoryConfigurationsResult',
      [
        ...page.inventories.map(({ understood }) => writeElement(understood)),
        write('IsTruncated', page.next !== undefined),
        write('ContinuationToken', token),
        write('NextContinuationToken', page.next),
      ],
      s3Namespace,
    ),
  )
}

/** Not idempotent: what is not there cannot be deleted. */
function remove(exchange: Exchange): Reply {
  const bucket = openBucket(exchange)
  const id = idOf(exchange)
  if (!bucket.inventories.has(id)) throw s3Error('NoSuchConfiguration')
  deleteInventory(exchange, bucket, id)
  return { status: 204 }
}

function idOf({ request }: Exchange): string {
  const id = request.query.get('id')
  if (id === undefined || id === '') throw s3Error('InvalidConfigurationId')
  return id
}
