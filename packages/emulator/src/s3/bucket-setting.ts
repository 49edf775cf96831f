import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bucket, BucketSetting } from '../world/world.ts'
import { readXml } from '../xml/read-xml.ts'
import { writeDocument, writeElement } from '../xml/write-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { openBucket } from './open-bucket.ts'
import { s3Error } from './s3-error.ts'
import type { S3Code } from './s3-error.ts'
import { s3Namespace } from './s3-namespace.ts'

/** Something of a bucket that is one document: put, got and deleted as a whole. */
export interface SettingDialect {
  readonly name: BucketSetting
  /** The sub-resource. */
  readonly query: string
  /** The service's names of the operations; one that it does not have is absent. */
  readonly operations: { readonly put: string; readonly get: string; readonly delete?: string }
  /** The root of the document. */
  readonly root: string
  /** The document as the service understands it. Throws what the service refuses it with. */
  readonly read: (document: XmlElement, bucket: Bucket) => XmlElement
  /** What there is before anything was put: a document, or the code of an error. */
  readonly whenNone: XmlElement | S3Code
  /** Headers that go with the document, as they are where a put has none. Default: none. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The operations on it. */
export function settingOperations(setting: SettingDialect): readonly Operation[] {
  const on = { on: 'bucket', query: [setting.query] } as const
  const { operations } = setting
  const operation = (name: string, method: string, run: typeof put): Operation => ({
    name,
    method,
    ...on,
    run: (exchange) => run(exchange, setting),
  })
  return [
    operation(operations.put, 'PUT', put),
    operation(operations.get, 'GET', get),
    ...(operations.delete === undefined ? [] : [operation(operations.delete, 'DELETE', remove)]),
  ]
}

function put(exchange: Exchange, { name, root, read, headers = {} }: SettingDialect): Reply {
  const { emulation, request } = exchange
  const bucket = openBucket(exchange)
  const understood = read(readXml(request.body, root), bucket)
  const given = Object.fromEntries(
    Object.entries(headers).map(([header, usual]) => [header, headerOf(request, header) ?? usual]),
  )
  const document = request.body.toString('utf8')
  const setting = { document, understood, headers: given }
  emulation.store.commit({ type: 'put-setting', cloud: 's3', bucket: bucket.name, name, setting })
  return { status: 200, headers: given }
}

function get(exchange: Exchange, { name, whenNone }: SettingDialect): Reply {
  const bucket = openBucket(exchange)
  const setting = bucket.settings.get(name)
  const found = setting?.understood ?? whenNone
  if (typeof found === 'string') throw s3Error(found, { details: { BucketName: bucket.name } })
  const content = (found.children ?? []).map(writeElement)
  return xmlReply(writeDocument(found.name, content, s3Namespace), 200, setting?.headers)
}

/** Idempotent. */
function remove(exchange: Exchange, { name }: SettingDialect): Reply {
  const { emulation } = exchange
  const bucket = openBucket(exchange)
  emulation.store.commit({ type: 'put-setting', cloud: 's3', bucket: bucket.name, name })
  return { status: 204 }
}
