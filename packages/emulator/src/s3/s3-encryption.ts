import { fitShape } from '../inventories/shape.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { SettingDialect } from './bucket-setting.ts'
import { s3Error } from './s3-error.ts'

/**
 * How a bucket encrypts what comes without a wish. There always is one: SSE-S3 before it is put and after it is deleted. Reports
 * go by it; what is put by somebody is kept as it comes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export const s3Encryption: SettingDialect = {
  name: 'encryption',
  query: 'encryption',
  operations: {
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    delete: 'DeleteBucketEncryption',
  },
  root: 'ServerSideEncryptionConfiguration',
  read,
  whenNone: documentOf([
    {
      name: 'ApplyServerSideEncryptionByDefault',
      children: [{ name: 'SSEAlgorithm', text: 'AES256' }],
    },
    { name: 'BucketKeyEnabled', text: 'false' },
  ]),
}

const shape = {
  Rule: {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'text', KMSMasterKeyID: 'text' },
    BucketKeyEnabled: 'text',
    BlockedEncryptionTypes: { EncryptionType: 'texts' },
  },
} as const

function read(document: XmlElement): XmlElement {
  const rule = childOf(fitShape(document, shape, 'reject'), 'Rule')
  if (rule === undefined) throw new MalformedXmlError()
  const byDefault = childOf(rule, 'ApplyServerSideEncryptionByDefault')
  if (byDefault !== undefined) {
    const algorithm = textAt(byDefault, 'SSEAlgorithm') ?? ''
    if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) throw new MalformedXmlError()
    if (algorithm === 'AES256' && childOf(byDefault, 'KMSMasterKeyID') !== undefined)
      throw s3Error('InvalidArgument', {
        message:
          'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      })
  }
  const bucketKey = textAt(rule, 'BucketKeyEnabled') ?? 'false'
  if (!/^(?:true|false)$/i.test(bucketKey)) throw new MalformedXmlError()
  const others = (rule.children ?? []).filter(({ name }) => name !== 'BucketKeyEnabled')
  return documentOf([...others, { name: 'BucketKeyEnabled', text: bucketKey.toLowerCase() }])
}

function documentOf(rule: readonly XmlElement[]): XmlElement {
  return {
    name: 'ServerSideEncryptionConfiguration',
    children: [{ name: 'Rule', children: rule }],
  }
}
