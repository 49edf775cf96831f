import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import type { KmsKey } from '../world/aws-account.ts'
import { askedKey } from './asked-key.ts'
import { kmsReply } from './kms-reply.ts'

/** What a key is. https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export function describeKey(exchange: Exchange): Reply {
  const key = askedKey(exchange, 'DescribeKey')
  const { arn, id, account, createdAt, manager, state } = key
  return kmsReply({
    KeyMetadata: {
      AWSAccountId: account,
      Arn: arn,
      CreationDate: createdAt / 1000,
      Description: '',
      Enabled: state === 'enabled',
      KeyId: id,
      KeyManager: manager === 'aws' ? 'AWS' : 'CUSTOMER',
      KeyState: states[state],
      MultiRegion: false,
      Origin: 'AWS_KMS',
      ...specs[key.spec],
    },
  })
}

const states: Readonly<Record<KmsKey['state'], string>> = {
  enabled: 'Enabled',
  disabled: 'Disabled',
  'pending-deletion': 'PendingDeletion',
}

const specs: Readonly<Record<KmsKey['spec'], object>> = {
  symmetric: {
    KeySpec: 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  },
  rsa: {
    KeySpec: 'RSA_2048',
    CustomerMasterKeySpec: 'RSA_2048',
    KeyUsage: 'ENCRYPT_DECRYPT',
    EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  },
  ecc: {
    KeySpec: 'ECC_NIST_P256',
    CustomerMasterKeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ECDSA_SHA_256'],
  },
  hmac: {
    KeySpec: 'HMAC_256',
    CustomerMasterKeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
    MacAlgorithms: ['HMAC_SHA_256'],
  },
}
