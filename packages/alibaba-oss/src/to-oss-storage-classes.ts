import {
  isNativeWord,
  nativeStorageClass,
  ossVocabulary,
  supportOfPath,
  supportOfValue,
  wordOf,
} from '@bucket-inventory/core'
import type { InventoryConfiguration, Open, StorageClass } from '@bucket-inventory/core'

import { checkAdvice } from './check-advice.ts'
import { neutralStorageClass } from './neutral-storage-class.ts'
import { classesIn } from './normalise-oss-filter.ts'
import type { OssFindings } from './oss-findings.ts'
import { provider } from './oss-words.ts'

const path = 'filter.storageClasses'

/** The classes as one text, and all of them again where the reader must apply them. */
export function toOssStorageClasses(
  configuration: InventoryConfiguration,
  findings: OssFindings,
): { readonly sent?: string; readonly residual?: readonly Open<StorageClass>[] } {
  const asked = configuration.filter?.storageClasses
  if (asked === undefined) return {}
  const classes = inNeutralWords(asked, findings)
  const { support } = supportOfPath(findings.tables, path)
  const asks = support !== 'emulated' && support !== 'unsupported'
  const others = asks ? classes.filter((name) => !isTaken(name, findings)) : classes
  if (others.length > 0 || classes.length === 0) {
    // Without the others the filter would be narrower than asked, for all that is known of classes to come.
    findings.emulated(
      path,
      asked,
      configuration.fields.includes('storageClass') ? [] : ['storageClass'],
      `OSS does not filter by ${others.length === 0 ? 'no class at all' : others.join(', ')} here: its reports list every class, and the filter is applied when they are read`,
    )
    return { residual: classes }
  }
  const sent = { sent: classes.map(spelled).join(',') }
  const doubted =
    support === 'unverified'
      ? classes
      : classes.filter((name) => supportOfValue(findings.tables, path, name) === 'unverified')
  if (doubted.length === 0) return sent
  const isChecked = configuration.fields.includes('storageClass')
  const check = isChecked ? 'applied when reports are read too' : checkAdvice('storageClass')
  findings.unverified(
    path,
    asked,
    `nothing shows that OSS filters by ${doubted.join(', ')} here; the classes are sent, and ${check}`,
  )
  return isChecked ? { ...sent, residual: classes } : sent
}

/** A class that OSS spells so is known by its neutral name to readers: `alibaba-oss:IA` is `infrequent-access`. */
function inNeutralWords(
  asked: readonly Open<StorageClass>[],
  findings: OssFindings,
): readonly Open<StorageClass>[] {
  const classes = asked.map((name) => {
    const own = wordOf(provider, name)
    return own === undefined ? name : neutralStorageClass(own)
  })
  if (classes.some((name, index) => name !== asked[index])) {
    findings.coerced(path, asked, classes, `the classes are ${classes.join(', ')} in neutral words`)
  }
  return [...new Set(classes)]
}

function isTaken(name: Open<StorageClass>, findings: OssFindings): boolean {
  if (isNativeWord(name)) {
    const own = wordOf(provider, name)
    // `All` is no class, and a comma would make two of one.
    return own !== undefined && own !== 'All' && classesIn(own).length === 1 && own === own.trim()
  }
  const support = supportOfValue(findings.tables, path, name)
  return support !== 'emulated' && support !== 'unsupported'
}

function spelled(name: Open<StorageClass>): string {
  return nativeStorageClass(ossVocabulary, name) ?? name
}
