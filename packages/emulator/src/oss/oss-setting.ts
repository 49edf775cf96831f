import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { BucketSetting } from '../world/world.ts'
import { readXml } from '../xml/read-xml.ts'
import { writeDocument, writeElement } from '../xml/write-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { openOssBucket } from './open-oss-bucket.ts'
import { ossError } from './oss-error.ts'
import type { OssCode } from './oss-error.ts'

/** Something of a bucket that is one document: put, got and deleted as a whole. */
export interface OssSetting {
  readonly name: BucketSetting
  /** What the names of its operations end in; in small letters the sub-resource. */
  readonly title: string
  /** The root of the document. */
  readonly root: string
  /** The document as OSS understands it. Throws what OSS refuses it with. */
  readonly read: (document: XmlElement, exchange: Exchange) => XmlElement
  /** What is answered where there is none. */
  readonly missing: OssCode
}

/** The operations on it. */
export function ossSettingOperations(setting: OssSetting): readonly Operation[] {
  const { title } = setting
  const on = { on: 'bucket', query: [title.toLowerCase()] } as const
  return [
    { name: `PutBucket${title}`, method: 'PUT', ...on, run: (exchange) => put(exchange, setting) },
    { name: `GetBucket${title}`, method: 'GET', ...on, run: (exchange) => get(exchange, setting) },
    {
      name: `DeleteBucket${title}`,
      method: 'DELETE',
      ...on,
      run: (exchange) => remove(exchange, setting),
    },
  ]
}

function put(exchange: Exchange, { name, root, read }: OssSetting): Reply {
  const { emulation, request } = exchange
  const bucket = openOssBucket(exchange)
  const understood = read(readXml(request.body, root), exchange)
  const setting = { document: request.body.toString('utf8'), understood, headers: {} }
  emulation.store.commit({ type: 'put-setting', cloud: 'oss', bucket: bucket.name, name, setting })
  return { status: 200 }
}

function get(exchange: Exchange, { name, missing }: OssSetting): Reply {
  const bucket = openOssBucket(exchange)
  const setting = bucket.settings.get(name)
  if (setting === undefined) throw ossError(missing, { details: { BucketName: bucket.name } })
  const { understood } = setting
  return xmlReply(writeDocument(understood.name, (understood.children ?? []).map(writeElement)))
}

/** Idempotent. */
function remove(exchange: Exchange, { name }: OssSetting): Reply {
  const { emulation } = exchange
  const bucket = openOssBucket(exchange)
  emulation.store.commit({ type: 'put-setting', cloud: 'oss', bucket: bucket.name, name })
  return { status: 204 }
}
