import { fitShape } from '../inventories/shape.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Bucket, StoredSetting } from '../world/world.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import { write, writeDocument, writeElement } from '../xml/write-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, elementAt, textAt } from '../xml/xml-element.ts'
import { openBucket } from './open-bucket.ts'
import { s3Error } from './s3-error.ts'
import { s3Namespace } from './s3-namespace.ts'

const on = { on: 'bucket', query: ['metadataConfiguration'] } as const

/**
 * S3 Metadata: tables about what is in a bucket, which are no inventories. The configuration is kept, and its tables are said to
 * be there at once; they are not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataConfiguration.html
 */
export const s3MetadataOperations: readonly Operation[] = [
  { name: 'CreateBucketMetadataConfiguration', method: 'POST', ...on, run: create },
  { name: 'GetBucketMetadataConfiguration', method: 'GET', ...on, run: get },
  { name: 'DeleteBucketMetadataConfiguration', method: 'DELETE', ...on, run: remove },
]

const encryption = { SseAlgorithm: 'text', KmsKeyArn: 'text' } as const

const shape = {
  JournalTableConfiguration: {
    RecordExpiration: { Expiration: 'text', Days: 'text' },
    EncryptionConfiguration: encryption,
  },
  InventoryTableConfiguration: {
    ConfigurationState: 'text',
    EncryptionConfiguration: encryption,
  },
  AnnotationTableConfiguration: {
    ConfigurationState: 'text',
    EncryptionConfiguration: encryption,
    Role: 'text',
  },
} as const

/** How long records may be kept in days. */
const [fewestDays, mostDays] = [7, 2_147_483_647]

function create(exchange: Exchange): Reply {
  const { emulation, request } = exchange
  const bucket = openBucket(exchange)
  const understood = fitShape(readXml(request.body, 'MetadataConfiguration'), shape, 'reject')
  check(understood)
  // Which code S3 has for this was not seen.
  if (bucket.settings.has('metadata')) throw s3Error('InvalidBucketState')
  const setting = { document: request.body.toString('utf8'), understood }
  emulation.store.commit({ ...settingOf(bucket), setting })
  return { status: 200 }
}

function check(understood: XmlElement): void {
  const expiration = elementAt(understood, 'JournalTableConfiguration', 'RecordExpiration')
  if (expiration === undefined) throw new MalformedXmlError()
  const state = textAt(expiration, 'Expiration')
  const days = Number(textAt(expiration, 'Days') ?? Number.NaN)
  const lasts = Number.isInteger(days) && days >= fewestDays && days <= mostDays
  if (state !== 'DISABLED' && !(state === 'ENABLED' && lasts)) throw new MalformedXmlError()
  for (const name of ['InventoryTableConfiguration', 'AnnotationTableConfiguration']) {
    const table = childOf(understood, name)
    const tableState = table === undefined ? 'DISABLED' : textAt(table, 'ConfigurationState')
    if (tableState !== 'ENABLED' && tableState !== 'DISABLED') throw new MalformedXmlError()
  }
}

function get(exchange: Exchange): Reply {
  const bucket = openBucket(exchange)
  const { understood } = existing(bucket)
  const { name, owner, region } = bucket
  const tables = `arn:aws:s3tables:${region}:${owner}:bucket/aws-s3`
  const described = (table: string): readonly string[] => [
    write('TableStatus', 'ACTIVE'),
    write('TableName', table),
    write('TableArn', `${tables}/table/b_${name}.${table}`),
  ]
  const journal = elementAt(understood, 'JournalTableConfiguration', 'RecordExpiration')
  const result = [
    write('DestinationResult', [
      write('TableBucketType', 'aws'),
      write('TableBucketArn', tables),
      write('TableNamespace', `b_${name}`),
    ]),
    write('JournalTableConfigurationResult', [
      ...described('journal'),
      journal === undefined ? undefined : writeElement(journal),
    ]),
    ...(['Inventory', 'Annotation'] as const).map((kind) => {
      const table = childOf(understood, `${kind}TableConfiguration`)
      if (table === undefined) return undefined
      const state = textAt(table, 'ConfigurationState')
      const more = state === 'ENABLED' ? described(kind.toLowerCase()) : []
      return write(`${kind}TableConfigurationResult`, [
        write('ConfigurationState', state),
        ...more,
        write('Role', textAt(table, 'Role')),
      ])
    }),
  ]
  const content = [write('MetadataConfigurationResult', result)]
  return xmlReply(writeDocument('GetBucketMetadataConfigurationResult', content, s3Namespace))
}

function remove(exchange: Exchange): Reply {
  const bucket = openBucket(exchange)
  existing(bucket)
  exchange.emulation.store.commit(settingOf(bucket))
  return { status: 204 }
}

function existing({ name, settings }: Bucket): StoredSetting {
  const setting = settings.get('metadata')
  if (setting === undefined)
    throw s3Error('MetadataConfigurationNotFound', { details: { BucketName: name } })
  return setting
}

function settingOf({ name: bucket }: Bucket) {
  return { type: 'put-setting', cloud: 's3', bucket, name: 'metadata' } as const
}
