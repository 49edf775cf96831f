import type { Check } from '@bucket-inventory/core'

import { checkKey, isManagedByAws } from './check-key.ts'
import { found, passed, unseen } from './check-outcome.ts'
import type { CheckedSubject } from './check-subject.ts'
import type { DefaultEncryption } from './s3-look-documents.ts'

const name = 'destination-encryption'

/** Whether reports are encrypted so that somebody can read them, and whether S3 can use the key for it. */
export async function checkEncryption(subject: CheckedSubject): Promise<readonly Check[]> {
  const { configuration, destination, destinationPlace, looks, signal } = subject
  if (destination.state === 'missing') return []
  const { bucket, encryption } = configuration.destination
  if (encryption?.type === 'kms') {
    const { keyId = '' } = encryption
    const how = `reports are encrypted with key "${keyId}", as the configuration says`
    return [passed(name, how), ...(await checkKey(subject, keyId))]
  }
  if (encryption?.type === 'provider-managed') {
    return [passed(name, 'reports are encrypted with keys of S3, as the configuration says')]
  }
  const look = await looks.encryption(destinationPlace, signal)
  if ('error' in look) {
    const right = `s3:GetEncryptionConfiguration on bucket "${bucket}"`
    return [unseen(name, `how bucket "${bucket}" encrypts by itself`, look.error, right)]
  }
  const { algorithm, keyId } = look.found
  if (!algorithm.startsWith('aws:kms')) {
    return [
      passed(name, `reports are encrypted as bucket "${bucket}" does by itself: ${algorithm}`),
    ]
  }
  if (keyId === undefined || (await isManagedByAws(subject, keyId))) {
    return [unreadable(bucket, look.found)]
  }
  const how = `reports are encrypted as bucket "${bucket}" does by itself: ${algorithm} with key "${keyId}"`
  return [passed(name, how), ...(await checkKey(subject, keyId))]
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html */
function unreadable(bucket: string, { algorithm, keyId = 'no key' }: DefaultEncryption): Check {
  return found(
    name,
    'failure',
    `bucket "${bucket}" encrypts by itself with ${algorithm} and names ${keyId}, and the configuration names none either: nobody could read the reports`,
    'write destination.encryption: { type: provider-managed }, or name a customer managed key',
  )
}
