import { fitShape } from '../inventories/shape.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import { childOf, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { ossError } from './oss-error.ts'
import type { OssSetting } from './oss-setting.ts'

/**
 * How a bucket encrypts what comes without a wish. It holds for reports; other objects are stored as they come.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketencryption
 */
export const ossEncryption: OssSetting = {
  name: 'encryption',
  title: 'Encryption',
  root: 'ServerSideEncryptionRule',
  read,
  missing: 'NoSuchServerSideEncryptionRule',
}

const shape = {
  ApplyServerSideEncryptionByDefault: {
    SSEAlgorithm: 'text',
    KMSMasterKeyID: 'text',
    KMSDataEncryption: 'text',
  },
} as const

function read(document: XmlElement): XmlElement {
  const rule = fitShape(document, shape, 'reject')
  const byDefault = childOf(rule, 'ApplyServerSideEncryptionByDefault')
  const algorithm = byDefault === undefined ? undefined : textAt(byDefault, 'SSEAlgorithm')
  if (byDefault === undefined || algorithm === undefined) throw new MalformedXmlError()
  if (!['AES256', 'KMS', 'SM4'].includes(algorithm))
    throw ossError('InvalidEncryptionAlgorithmError')
  const key = textAt(byDefault, 'KMSMasterKeyID') ?? ''
  if (algorithm !== 'KMS' && key !== '')
    throw ossError('InvalidArgument', {
      message: 'KMSMasterKeyID is not applicable if the SSEAlgorithm is not KMS.',
      details: { ArgumentName: 'KMSMasterKeyID', ArgumentValue: key },
    })
  const given = (byDefault.children ?? []).filter(({ text = '' }) => text !== '')
  return { ...rule, children: [{ ...byDefault, children: given }] }
}

/** What the description of a bucket says of it. */
export function describeEncryption(rule: XmlElement | undefined): readonly XmlElement[] {
  const byDefault = childOf(rule, 'ApplyServerSideEncryptionByDefault')
  // The Go SDK takes this word for nothing: https://github.com/aliyun/aliyun-oss-go-sdk
  return byDefault?.children ?? [{ name: 'SSEAlgorithm', text: 'None' }]
}
