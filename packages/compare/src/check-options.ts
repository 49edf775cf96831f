import { nearestWord } from '@bucket-inventory/core'
import type { Problem, RecordField } from '@bucket-inventory/core'

import type { CompareOptions } from './compare-options.ts'
import { refuse } from './refuse.ts'

/** Columns that can be compared besides content: those of few values that describe the object, and not one copy of it. */
export const metadataFields = [
  'storageClass',
  'encryption',
  'isMultipartUploaded',
  'replicationStatus',
  'checksumAlgorithm',
  'acl',
  'owner',
  'tagCount',
  'objectType',
  'objectLockMode',
  'objectLockLegalHold',
  'objectLockEventHold',
  'objectLockEventHoldDuration',
  'intelligentTieringTier',
  'bucketKeyStatus',
] as const satisfies readonly RecordField[]

export type MetadataField = (typeof metadataFields)[number]

/** Options with every default filled in that does not mean something else where it is absent. */
export type CheckedOptions = Omit<CompareOptions, 'metadata'> &
  Required<Pick<CompareOptions, DefaultedOption>> & { readonly metadata: readonly MetadataField[] }

type DefaultedOption =
  | 'trust'
  | 'match'
  | 'scope'
  | 'allowOverdue'
  | 'margin'
  | 'live'
  | 'memory'
  | 'confirmLimit'
  | 'list'
  | 'depth'

/** The options as they are meant. Throws `invalid-input` that names every one that cannot be meant. */
export function checkedOptions(options: CompareOptions): CheckedOptions {
  const checked = {
    ...options,
    trust: options.trust ?? 'checksum',
    match: options.match ?? 'key',
    scope: options.scope ?? 'refuse',
    allowOverdue: options.allowOverdue ?? false,
    margin: options.margin ?? 15 * 60_000,
    live: options.live ?? 'left',
    metadata: [...new Set(options.metadata)].filter(isMetadataField),
    memory: options.memory ?? 2 ** 30,
    confirmLimit: options.confirmLimit ?? 10_000,
    list: options.list ?? 'all',
    depth: options.depth ?? 1,
  }
  const problems = [
    ...oneOf('trust', checked.trust, ['checksum', 'size']),
    ...oneOf('match', checked.match, ['key', 'version']),
    ...oneOf('scope', checked.scope, ['refuse', 'intersect']),
    ...oneOf('live', checked.live, ['left', 'both']),
    ...oneOf('list', checked.list, ['all', 'differences']),
    ...numberOf(
      'margin',
      checked.margin,
      checked.margin >= 0 && checked.margin <= mostMargin,
      '0 milliseconds or more, and no more than a century',
    ),
    ...numberOf('memory', checked.memory, checked.memory > 0, 'bytes, more than 0'),
    ...numberOf('confirmLimit', checked.confirmLimit, isCount(checked.confirmLimit), 'a count'),
    ...numberOf('depth', checked.depth, isCount(checked.depth), 'a count of delimiters'),
    ...metadataProblems(options.metadata ?? []),
  ]
  refuse('invalid-input', problems)
  return { ...checked, depth: Math.min(checked.depth, mostDelimiters) }
}

/** A key has no more bytes, and the join counts in 32 bits. */
const mostDelimiters = 1024

function oneOf(path: string, word: string, words: readonly string[]): Problem[] {
  if (words.includes(word)) return []
  return [{ path, message: `"${word}" is none of ${words.join(', ')}` }]
}

function numberOf(path: string, value: number, isMeant: boolean, meant: string): Problem[] {
  return isMeant && Number.isFinite(value) ? [] : [{ path, message: `${value} is not ${meant}` }]
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function metadataProblems(fields: readonly RecordField[]): Problem[] {
  return fields.flatMap((field, index) => {
    if (isMetadataField(field)) return []
    const near = nearestWord(field, metadataFields)
    const hint =
      near === undefined
        ? `fields that can are ${metadataFields.join(', ')}`
        : `did you mean "${near}"?`
    return [
      { path: `metadata[${index}]`, message: `"${field}" cannot be compared as metadata; ${hint}` },
    ]
  })
}

function isMetadataField(field: RecordField): field is MetadataField {
  return metadataFields.some((one) => one === field)
}

/** A century: a watermark must be a date. */
const mostMargin = 36_525 * 86_400_000
