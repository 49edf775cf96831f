import { s3Vocabulary, translateFields, wordOf } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  Finding,
  InventoryConfiguration,
  InventoryFilter,
  Schedule,
} from '@bucket-inventory/core'

import { lossy, needsInput, referenceOf, unwritable } from './s3-finding.ts'
import { frequencies, neutralColumn, neutralWord, versionChoices } from './s3-words.ts'

/** The rhythm in the word of S3; what it means instead of what was asked is added to `findings`. */
export function toS3Frequency(schedule: Schedule, findings: Finding[]): string {
  const { every } = schedule
  switch (every) {
    case 'day':
      return frequencies.day
    case 'week':
      return frequencies.week
    case 'month':
      findings.push({
        verdict: 'coerced',
        path: 'schedule.every',
        asked: every,
        carried: 'week',
        message: 'S3 runs daily or weekly: it makes about four runs a month instead of one',
        ...referenceOf('schedule.every'),
      })
      if ('dayOfMonth' in schedule && schedule.dayOfMonth !== undefined) {
        const message = `S3 runs on Sundays, not on day ${schedule.dayOfMonth} of the month`
        findings.push(lossy('schedule.dayOfMonth', schedule.dayOfMonth, 'other-schedule', message))
      }
      return frequencies.week
    case 'once': {
      const message = 'S3 has no single run; it runs every week until somebody ends it'
      findings.push(lossy('schedule.every', every, 'other-schedule', message))
      if ('deleteAfterRun' in schedule && schedule.deleteAfterRun) {
        const kept = 'S3 never removes a configuration by itself'
        findings.push(lossy('schedule.deleteAfterRun', true, 'other-schedule', kept))
      }
      return frequencies.week
    }
    default:
      return ownWord('schedule.every', every, frequencies, findings)
  }
}

/** The choice of versions in the word of S3. */
export function toS3Versions(
  versions: InventoryConfiguration['versions'],
  findings: Finding[],
): string {
  return versions === 'current' || versions === 'all'
    ? versionChoices[versions]
    : ownWord('versions', versions, versionChoices, findings)
}

/** The columns in the words of S3, with those that the residual needs. */
export function toS3Fields(
  configuration: InventoryConfiguration,
  residual: InventoryFilter | undefined,
  tables: BucketCapabilities,
  findings: Finding[],
): readonly string[] {
  const translated = translateFields(configuration, residual, s3Vocabulary, tables)
  findings.push(...translated.findings)
  for (const field of configuration.fields) {
    const own = wordOf('aws-s3', field)
    if (own !== undefined) checkOwnWord('fields', field, own, neutralColumn(own), findings)
  }
  return [...new Set(translated.native)]
}

/** A qualified word of S3 as it is. Another provider's means nothing here, and what was meant is not to be guessed. */
function ownWord(
  path: 'schedule.every' | 'versions',
  word: string,
  table: Readonly<Record<string, string>>,
  findings: Finding[],
): string {
  const own = wordOf('aws-s3', word)
  if (own === undefined) {
    const neutral = Object.keys(table)
    const expected = `${neutral.join(' or ')}, or a word of S3 as aws-s3:Word`
    const message = `"${word}" is no word of S3, and what it means here is not to be guessed`
    findings.push(needsInput(path, message, expected, neutral[0] ?? ''))
    return word
  }
  checkOwnWord(path, word, own, neutralWord(table, own), findings)
  return own
}

/** That a word of S3 can be written, and whether it is read back as another. */
export function checkOwnWord(
  path: 'schedule.every' | 'versions' | 'fields' | 'destination.format',
  asked: string,
  own: string,
  readBack: string,
  findings: Finding[],
): void {
  const finding = unwritable(path, own)
  if (finding !== undefined) findings.push(finding)
  if (readBack === asked) return
  findings.push({
    verdict: 'coerced',
    path,
    asked,
    carried: readBack,
    message: `"${asked}" has a neutral name, "${readBack}", and is read back as that`,
    ...referenceOf(path),
  })
}
