import { isNativeWord, supportOfPath, supportOfValue, wordOf } from '@bucket-inventory/core'
import type { Schedule } from '@bucket-inventory/core'

import type { OssSchedule } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'
import { neutralWord, ossFrequencies, provider } from './oss-words.ts'

/** The schedule in the words of OSS; `undefined` where a person must say. */
export function toOssSchedule(schedule: Schedule, findings: OssFindings): OssSchedule | undefined {
  const { every } = schedule
  const frequency = toFrequency(every, findings)
  if (frequency === undefined) return undefined
  const dayOfMonth = 'dayOfMonth' in schedule ? schedule.dayOfMonth : undefined
  const deleteAfterRun = 'deleteAfterRun' in schedule ? schedule.deleteAfterRun : undefined
  return {
    Frequency: frequency,
    ...(dayOfMonth === undefined ? {} : toDayOfMonth(dayOfMonth, frequency, findings)),
    ...(deleteAfterRun === undefined ? {} : toAutoDelete(deleteAfterRun, frequency, findings)),
  }
}

function toFrequency(every: Schedule['every'], findings: OssFindings): string | undefined {
  const path = 'schedule.every'
  if (isNativeWord(every)) return toOwnFrequency(every, findings)
  const support = supportOfValue(findings.tables, path, every)
  if (support === 'coerced') {
    findings.coerced(
      path,
      every,
      'week',
      `OSS has no reports every "${every}" in this region: it writes one a week, about four times as often`,
    )
    return ossFrequencies.week
  }
  if (support === 'unsupported' || support === 'emulated') {
    const carried = every === 'week' ? 'day' : 'week'
    findings.lossy(
      path,
      every,
      'other-schedule',
      `OSS has no reports every "${every}" here; carried as "${carried}"`,
    )
    return ossFrequencies[carried]
  }
  if (support === 'unverified') {
    findings.unverified(
      path,
      every,
      `nothing shows that OSS writes reports every "${every}" here; it is sent as it is`,
    )
  }
  return ossFrequencies[every]
}

function toOwnFrequency(every: string, findings: OssFindings): string | undefined {
  const path = 'schedule.every'
  const own = wordOf(provider, every)
  if (own === undefined) {
    findings.needs(path, `OSS has no frequency "${every}"`, 'how often a report is written', 'day')
    return undefined
  }
  const known = neutralWord(ossFrequencies, own)
  if (known !== every) {
    findings.coerced(path, every, known, `"${every}" is "${known}" in neutral words`)
  }
  return own
}

function toDayOfMonth(
  day: number,
  frequency: string,
  findings: OssFindings,
): Pick<OssSchedule, 'DayOfMonth'> {
  const path = 'schedule.dayOfMonth'
  if (
    frequency !== ossFrequencies.month ||
    supportOfPath(findings.tables, path).support === 'unsupported'
  ) {
    findings.lossy(
      path,
      day,
      'other-schedule',
      `OSS does not write reports on day ${day} of the month here`,
    )
    return {}
  }
  if (day > 28) {
    findings.advise(path, `in months without day ${day}, OSS writes the report on the last day`)
  }
  return { DayOfMonth: day }
}

function toAutoDelete(
  deleteAfterRun: boolean,
  frequency: string,
  findings: OssFindings,
): Pick<OssSchedule, 'AutoDelete'> {
  const path = 'schedule.deleteAfterRun'
  if (
    frequency === ossFrequencies.once &&
    supportOfPath(findings.tables, path).support !== 'unsupported'
  ) {
    return { AutoDelete: deleteAfterRun }
  }
  if (deleteAfterRun) {
    findings.lossy(path, true, 'other-schedule', 'OSS keeps the configuration after its run here')
  }
  return {}
}
