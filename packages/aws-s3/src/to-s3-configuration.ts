import { capabilitiesFor, foreignRemainder } from '@bucket-inventory/core'
import type {
  BucketScope,
  Finding,
  InventoryConfiguration,
  Translation,
} from '@bucket-inventory/core'

import { s3Capabilities } from './s3-capabilities.ts'
import type { S3Configuration } from './s3-configuration.ts'
import { lossy, needsInput } from './s3-finding.ts'
import { toS3Destination } from './to-s3-destination.ts'
import { toS3Filter } from './to-s3-filter.ts'
import { arnIn, toS3Remainder } from './to-s3-remainder.ts'
import { toS3Fields, toS3Frequency, toS3Versions } from './to-s3-words.ts'

const idPattern = /^[A-Za-z0-9._-]{1,64}$/

/** A neutral configuration in the words of S3, for a bucket of this region and type, and what that changes. Pure. */
export function toS3Configuration(
  configuration: InventoryConfiguration,
  scope: BucketScope = {},
): Translation<S3Configuration> {
  const { id, enabled, schedule, versions, destination, incremental } = configuration
  const own = configuration.native?.['aws-s3']
  const tables = capabilitiesFor(s3Capabilities, scope)
  const findings: Finding[] = []
  if (!idPattern.test(id)) findings.push(unsafeId(id))
  const { prefix, residual } = toS3Filter(configuration, tables, findings)
  const fields = toS3Fields(configuration, residual, tables, findings)
  const readArn = own === undefined ? undefined : arnIn(own)
  const native: S3Configuration = {
    Id: id,
    IsEnabled: enabled,
    IncludedObjectVersions: toS3Versions(versions, findings),
    Schedule: { Frequency: toS3Frequency(schedule, findings) },
    ...(prefix === undefined ? {} : { Filter: { Prefix: prefix } }),
    ...(fields.length === 0 ? {} : { OptionalFields: fields }),
    Destination: {
      S3BucketDestination: toS3Destination(
        destination,
        { tables, region: scope.region, readArn },
        findings,
      ),
    },
  }
  if (incremental !== undefined) {
    const message = 'S3 has no change log between the full reports'
    findings.push(lossy('incremental', incremental, 'lists-less', message))
  }
  const remainder = own && toS3Remainder(native, own, scope, findings)
  findings.push(...foreignRemainder(configuration, 'aws-s3'))
  const result = {
    provider: 'aws-s3',
    findings,
    ...(residual === undefined ? {} : { residual }),
  } as const
  if (findings.some(({ verdict }) => verdict === 'needs-input')) {
    return { ...result, complete: false }
  }
  return {
    ...result,
    complete: true,
    native: remainder === undefined ? native : { ...native, remainder },
  }
}

function unsafeId(id: string): Finding {
  return needsInput(
    'id',
    `"${id.slice(0, 80)}" is no id that is safe on S3`,
    '1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"',
    id.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 64) || 'daily',
  )
}
