import type { Check } from '@bucket-inventory/core'

import { found, passed } from './check-outcome.ts'
import type { CheckedSubject } from './check-subject.ts'

const name = 'destination-prefix'

/** Whether keys of reports are such that everybody finds them. */
export async function checkPrefix({
  configuration,
  reports,
}: CheckedSubject): Promise<readonly Check[]> {
  const { prefix = '' } = configuration.destination
  if (!/\/$|^\/|\/\//.test(prefix)) return [passed(name, `reports lie under "${reports}"`)]
  const plain = prefix.split('/').filter((part) => part !== '')
  const fix =
    plain.length === 0
      ? 'leave destination.prefix out'
      : `write destination.prefix: "${plain.join('/')}"`
  const why = prefix.endsWith('/')
    ? `as S3 adds a slash of its own to "${prefix}"; manifests have named keys with one slash only, which do not exist`
    : 'a name with nothing between slashes, which tools lose'
  return [found(name, 'warning', `reports lie under "${reports}", ${why}`, fix)]
}
