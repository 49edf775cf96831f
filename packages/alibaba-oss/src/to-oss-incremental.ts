import { supportOfPath } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'

import type { OssIncremental } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'
import { toOssIncrementalFields } from './to-oss-fields.ts'

/** Seconds between change logs: the service has no other. */
const everySeconds = 600

/** The change log in the words of OSS; `undefined` if there is none, or none can be had. */
export function toOssIncremental(
  configuration: InventoryConfiguration,
  findings: OssFindings,
): OssIncremental | undefined {
  const { enabled, incremental } = configuration
  if (incremental === undefined) return undefined
  const path = 'incremental'
  const { support } = supportOfPath(findings.tables, path)
  if (support === 'unsupported') {
    findings.lossy(path, incremental, 'lists-less', 'OSS writes no change log here')
    return undefined
  }
  if (support === 'unverified') {
    findings.unverified(
      path,
      incremental,
      'OSS opens incremental inventories by ticket and refuses them elsewhere; nothing shows that they are open here',
    )
  }
  if (incremental.enabled && !enabled) {
    findings.advise(
      'incremental.enabled',
      'OSS writes the change log also while the inventory itself is not enabled',
    )
  }
  sayInterval(incremental.everySeconds, findings)
  const fields = toOssIncrementalFields(incremental, findings)
  return {
    IsEnabled: incremental.enabled,
    Schedule: { Frequency: everySeconds },
    ...(fields === undefined ? {} : { OptionalFields: fields }),
  }
}

function sayInterval(asked: number | undefined, findings: OssFindings): void {
  const path = 'incremental.everySeconds'
  if (asked === everySeconds) return
  const message = `OSS writes the change log every ${everySeconds} seconds${asked === undefined ? '' : `, not every ${asked}`}`
  if (asked !== undefined && asked < everySeconds) {
    findings.lossy(path, asked, 'other-schedule', message)
  } else {
    findings.coerced(path, asked, everySeconds, message)
  }
}
