import { InventoryError } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'

import { ossRegion } from '../oss-region.ts'

/** What OSS says of a bucket. https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketinfo */
export interface BucketInfo {
  readonly name: string
  readonly region: string
  /** The account. */
  readonly owner: string
  readonly versioning: 'Enabled' | 'Suspended' | undefined
  /** How objects are encrypted that do not say it; `undefined` where they are not. */
  readonly encryption: string | undefined
  /** The key of KMS that they are encrypted with, where the bucket names one. */
  readonly key: string | undefined
}

/** Rejects with `protocol` what is no such document. */
export function readBucketInfo(text: string): BucketInfo {
  const { element } = readDocument(text, ['BucketInfo'])
  const bucket = element.child('Bucket')
  const name = bucket?.text('Name') ?? ''
  const region = ossRegion(bucket?.text('Location') ?? '')
  const owner = bucket?.child('Owner')?.text('ID') ?? ''
  if (name === '' || region === '' || owner === '') {
    throw new InventoryError(
      'protocol',
      'the information on a bucket lacks its name, place or owner',
    )
  }
  const versioning = bucket?.text('Versioning')
  const rule = bucket?.child('ServerSideEncryptionRule')
  const encryption = rule?.text('SSEAlgorithm') ?? ''
  const key = rule?.text('KMSMasterKeyID') ?? ''
  return {
    name,
    region,
    owner,
    versioning: versioning === 'Enabled' || versioning === 'Suspended' ? versioning : undefined,
    encryption: encryption === '' || encryption === 'None' ? undefined : encryption,
    key: encryption === 'KMS' && key !== '' ? key : undefined,
  }
}
