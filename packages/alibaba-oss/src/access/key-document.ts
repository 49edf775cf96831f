import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import type { OssDelivery } from './delivery-of.ts'
import { allowing } from './ram-policy.ts'
import { resources } from './role-documents.ts'

/** What the role does with a key when it writes encrypted reports. */
export const keyActions: readonly string[] = ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt']

/** What one role needs to use the keys of the inventories that share it; none where no report is encrypted with one. */
export function keyDocument(
  deliveries: readonly OssDelivery[],
  region: string | undefined,
): readonly AccessDocument[] {
  const keyed = deliveries.filter(({ encryption }) => encryption?.type === 'kms')
  const [first] = keyed
  if (first === undefined) return []
  const { role, roleArn, account } = first
  const keys = resources(keyed, (delivery) => [
    `acs:kms:${region ?? '*'}:${account}:key/${keyOf(delivery) ?? '*'}`,
  ])
  const hasDefault = keyed.some((delivery) => keyOf(delivery) === undefined)
  return [
    {
      provider,
      kind: 'key-policy',
      subject: roleArn,
      purpose: `Lets the role "${role}" encrypt reports with KMS. The system policy AliyunKMSCryptoUserAccess lets it too, for every key of the account.`,
      content: { ...allowing(keyActions, keys) },
      assumptions: [
        ...(region === undefined
          ? ['The region is not known: the statement holds for keys of every region.']
          : []),
        ...(hasDefault
          ? [
              'No key is named: the statement holds for every key, as the default one has no name here.',
            ]
          : []),
      ],
      reference: 'https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory',
    },
  ]
}

function keyOf({ encryption }: OssDelivery): string | undefined {
  const key = encryption?.type === 'kms' ? encryption.keyId : undefined
  return key === '' ? undefined : key
}
