import {
  capabilitiesFor,
  foreignRemainder,
  isInventoryError,
  isNativeWord,
  supportOfPath,
  wordOf,
} from '@bucket-inventory/core'
import type { BucketScope, InventoryConfiguration, Translation } from '@bucket-inventory/core'

import { findUnwritable } from './find-unwritable.ts'
import { keepRemainder } from './keep-remainder.ts'
import { ossCapabilities } from './oss-capabilities.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { writeOssDocument } from './oss-document.ts'
import { OssFindings } from './oss-findings.ts'
import { neutralWord, ossVersions, provider } from './oss-words.ts'
import { toOssDestination } from './to-oss-destination.ts'
import { toOssFields } from './to-oss-fields.ts'
import { toOssFilter } from './to-oss-filter.ts'
import { toOssIncremental } from './to-oss-incremental.ts'
import { toOssSchedule } from './to-oss-schedule.ts'

/**
 * The configuration in the words of OSS, with everything that is not carried exactly. Pure. The region of the scope
 * decides which filters are known to be honoured; it may be written with or without `oss-`.
 */
export function toOssConfiguration(
  configuration: InventoryConfiguration,
  scope: BucketScope = {},
): Translation<OssConfiguration> {
  const findings = new OssFindings(capabilitiesFor(ossCapabilities, scope))
  checkId(configuration.id, findings)
  const schedule = toOssSchedule(configuration.schedule, findings)
  const versions = toOssVersions(configuration.versions, findings)
  const filter = toOssFilter(configuration, findings)
  const fields = toOssFields(configuration, filter.residual, findings)
  const destination = toOssDestination(configuration, findings)
  const incremental = toOssIncremental(configuration, findings)
  findUnwritable(configuration, findings)
  findings.list.push(...foreignRemainder(configuration, provider))
  const translation = {
    provider,
    findings: findings.list,
    ...(filter.residual === undefined ? {} : { residual: filter.residual }),
  }
  if (schedule === undefined || versions === undefined) return { ...translation, complete: false }
  const native: OssConfiguration = {
    Id: configuration.id,
    IsEnabled: configuration.enabled,
    ...(filter.native === undefined ? {} : { Filter: filter.native }),
    Destination: { OSSBucketDestination: destination },
    Schedule: schedule,
    IncludedObjectVersions: versions,
    ...(fields === undefined ? {} : { OptionalFields: fields }),
    ...(incremental === undefined ? {} : { IncrementalInventory: incremental }),
  }
  const remainder = keepRemainder(configuration, native, findings)
  const whole = remainder === undefined ? native : { ...native, remainder }
  if (remainder !== undefined && !findings.needsInput) checkRemainder(whole, findings)
  return findings.needsInput
    ? { ...translation, complete: false }
    : { ...translation, complete: true, native: whole }
}

function checkId(id: string, findings: OssFindings): void {
  const { maximumLength = id.length } = supportOfPath(findings.tables, 'id')
  if (id !== '' && id.length <= maximumLength) return
  findings.needs(
    'id',
    id === '' ? 'the id is empty' : `an id of ${id.length} characters`,
    `1 to ${maximumLength} characters`,
    'daily',
  )
}

function toOssVersions(
  versions: InventoryConfiguration['versions'],
  findings: OssFindings,
): string | undefined {
  if (!isNativeWord(versions)) return ossVersions[versions]
  const own = wordOf(provider, versions)
  if (own === undefined) {
    findings.needs(
      'versions',
      `OSS has no choice of versions "${versions}"`,
      'which versions are listed',
      'current',
    )
    return undefined
  }
  const known = neutralWord(ossVersions, own)
  if (known !== versions) {
    findings.coerced('versions', versions, known, `"${versions}" is "${known}" in neutral words`)
  }
  return own
}

/** Asks for another remainder where no document can hold it. */
function checkRemainder(native: OssConfiguration, findings: OssFindings): void {
  try {
    writeOssDocument(native)
  } catch (error) {
    if (!isInventoryError(error)) throw error
    findings.needs(
      `native.${provider}`,
      error.message,
      'elements that a document can hold',
      '{ NewElement: text }',
    )
  }
}
