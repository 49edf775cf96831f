import { isSendableName } from '../s3-arn.ts'
import type { CheckedSubject } from './check-subject.ts'
import { s3Subjects } from './s3-subject.ts'
import type { S3Subject } from './s3-subject.ts'

/** What documents are made from, to put right what a check found; none where nobody knows all that they would name. */
export function statedSubjects(subject: CheckedSubject): readonly S3Subject[] {
  const { bucket, configuration, sourceAccount = '', region } = subject
  const names = [bucket, configuration.destination.bucket]
  if (!isAccount(sourceAccount) || !names.every(isSendableName)) return []
  const { accountId = '', ...destination } = configuration.destination
  // An account that is none is a finding of its own, and in no document.
  const stated = isAccount(accountId) ? configuration : { ...configuration, destination }
  const one = { bucket, accountId: sourceAccount, configuration: stated }
  return s3Subjects([one], region === undefined ? {} : { region })
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text)
}
