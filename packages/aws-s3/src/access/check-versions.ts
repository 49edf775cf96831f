import type { Check } from '@bucket-inventory/core'

import { found, passed, unseen } from './check-outcome.ts'
import type { CheckedSubject } from './check-subject.ts'

const name = 'source-versions'

/** Whether a bucket keeps the versions that are to be listed. */
export async function checkVersions(subject: CheckedSubject): Promise<readonly Check[]> {
  const { bucket, configuration, source, sourcePlace, looks, signal, isDirectory } = subject
  if (configuration.versions !== 'all') {
    return [passed(name, 'current objects are listed, which needs no versions')]
  }
  if (isDirectory)
    return [without(`bucket "${bucket}" is a directory bucket, which has no versions`)]
  if (source.state === 'missing') return []
  const look = await looks.versioning(sourcePlace, signal)
  if ('error' in look) {
    const right = `s3:GetBucketVersioning on bucket "${bucket}"`
    return [unseen(name, `whether bucket "${bucket}" keeps versions`, look.error, right)]
  }
  if (look.found === '') return [without(`bucket "${bucket}" has never kept versions`)]
  const suspended = look.found === 'Enabled' ? '' : ', and keeps no new ones'
  return [passed(name, `bucket "${bucket}" has versions${suspended}`)]
}

function without(evidence: string): Check {
  return found(
    name,
    'warning',
    `${evidence}: to list all versions lists what there is`,
    'list versions: current, or turn versioning on',
  )
}
