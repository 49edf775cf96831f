import type { Bucket } from '../world/world.ts'
import { elementAt, textAt } from '../xml/xml-element.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/** How OSS encrypts a report. */
export interface OssReportEncryption {
  /** Of every object. */
  readonly headers: Readonly<Record<string, string>>
  /** What the role must be let do, where it is with a key of KMS. */
  readonly key?: { readonly id: string; readonly actions: readonly string[] }
}

/**
 * As the configuration says, else as the destination does by default. Who puts into a bucket that encrypts with a key that it
 * names needs `kms:GenerateDataKey` and `kms:Decrypt` on it, and for the key that OSS takes by itself nothing; a listing of keys
 * and their description, which the page asks for too, is for people.
 * https://www.alibabacloud.com/help/en/oss/user-guide/server-side-encryption-8
 */
export function ossReportEncryption(
  destination: Bucket,
  settings: XmlElement,
): OssReportEncryption {
  const asked = elementAt(settings, 'Encryption', 'SSE-KMS')
  if (asked !== undefined) {
    const id = textAt(asked, 'KeyId') ?? ''
    const actions = ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt']
    return { headers: headersFor('KMS', id), key: { id: id === '' ? defaultKey : id, actions } }
  }
  if (elementAt(settings, 'Encryption', 'SSE-OSS') !== undefined)
    return { headers: headersFor('AES256', '') }
  const { understood = { name: '' } } = destination.settings.get('encryption') ?? {}
  const algorithm = textAt(understood, 'ApplyServerSideEncryptionByDefault', 'SSEAlgorithm')
  if (algorithm === undefined) return { headers: {} }
  const id = textAt(understood, 'ApplyServerSideEncryptionByDefault', 'KMSMasterKeyID') ?? ''
  const headers = headersFor(algorithm, id)
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt']
  return id === '' ? { headers } : { headers, key: { id, actions } }
}

/** The id of the key that OSS takes where a configuration names none. */
export const defaultKey = 'default-of-oss'

function headersFor(algorithm: string, key: string): Readonly<Record<string, string>> {
  const encryption = 'x-oss-server-side-encryption'
  return { [encryption]: algorithm, ...(key === '' ? {} : { [`${encryption}-key-id`]: key }) }
}
