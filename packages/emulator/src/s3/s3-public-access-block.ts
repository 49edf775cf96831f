import { fitShape } from '../inventories/shape.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { textAt } from '../xml/xml-element.ts'
import type { SettingDialect } from './bucket-setting.ts'

/**
 * What a bucket does not let be public. It is kept, and holds nobody up: there are no ACLs and no anonymous requests here, and a
 * service of AWS is not the public.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export const s3PublicAccessBlock: SettingDialect = {
  name: 'public-access-block',
  query: 'publicAccessBlock',
  operations: {
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
  },
  root: 'PublicAccessBlockConfiguration',
  read,
  whenNone: 'NoSuchPublicAccessBlockConfiguration',
}

const shape = {
  BlockPublicAcls: 'text',
  IgnorePublicAcls: 'text',
  BlockPublicPolicy: 'text',
  RestrictPublicBuckets: 'text',
} as const

/** What is not said is false. */
function read(document: XmlElement): XmlElement {
  const fitted = fitShape(document, shape, 'reject')
  const children = Object.keys(shape).map((name) => {
    const text = (textAt(fitted, name) ?? 'false').toLowerCase()
    if (text !== 'true' && text !== 'false') throw new MalformedXmlError()
    return { name, text }
  })
  return { name: fitted.name, children }
}
