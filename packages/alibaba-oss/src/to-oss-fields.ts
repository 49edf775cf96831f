import { nativeField, ossVocabulary, supportOfValue, translateFields } from '@bucket-inventory/core'
import type { Incremental, InventoryConfiguration, InventoryFilter } from '@bucket-inventory/core'

import { neutralIncrementalField, neutralInventoryField } from './neutral-field.ts'
import type { OssFields } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'

/** The columns in the words of OSS, in their order, with those that the residual needs; `undefined` if none. */
export function toOssFields(
  configuration: InventoryConfiguration,
  residual: InventoryFilter | undefined,
  findings: OssFindings,
): OssFields | undefined {
  const translated = translateFields(configuration, residual, ossVocabulary, findings.tables)
  findings.list.push(...translated.findings)
  sayNeutral('fields', configuration.fields, neutralInventoryField, findings)
  return fieldsOf(translated.native)
}

/** The columns of the change log; `undefined` if none. */
export function toOssIncrementalFields(
  { fields }: Incremental,
  findings: OssFindings,
): OssFields | undefined {
  const path = 'incremental.fields'
  const native: string[] = []
  const missing: string[] = []
  for (const field of fields) {
    const word = nativeField(ossVocabulary, field, 'incrementalFields')
    const support = supportOfValue(findings.tables, path, field)
    if (word === undefined || support === 'unsupported') missing.push(field)
    else native.push(word)
  }
  if (missing.length > 0) {
    findings.dropped(
      path,
      missing,
      `OSS has no ${missing.join(', ')} in its change log, which comes without`,
    )
  }
  sayNeutral(path, fields, neutralIncrementalField, findings)
  return fieldsOf(native)
}

/** Says so where a qualified word is one that has a neutral name, by which it is read back. */
function sayNeutral(
  path: 'fields' | 'incremental.fields',
  asked: readonly string[],
  neutral: (native: string) => string,
  findings: OssFindings,
): void {
  const prefix = `${ossVocabulary.provider}:`
  const carried = asked.map((field) =>
    field.startsWith(prefix) ? neutral(field.slice(prefix.length)) : field,
  )
  if (carried.some((field, index) => field !== asked[index])) {
    findings.coerced(path, asked, carried, `the columns are ${carried.join(', ')} in neutral words`)
  }
}

/** A column is there once. */
function fieldsOf(native: readonly string[]): OssFields | undefined {
  return native.length === 0 ? undefined : { Field: [...new Set(native)] }
}
