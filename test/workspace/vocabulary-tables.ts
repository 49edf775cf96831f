import {
  fixedFields,
  incrementalFields,
  inventoryFields,
  ossVocabulary,
  s3Vocabulary,
  storageClasses,
} from '@bucket-inventory/core'
import type { FieldDescription, ProviderVocabulary, Spellings } from '@bucket-inventory/core'

import { markdownTable } from './markdown-table.ts'

const vocabularies = [s3Vocabulary, ossVocabulary]

/** Every column of a report and of a change log, with what it is and what providers call it. */
export function fieldTable(): string {
  const heads = [
    'field',
    'type',
    'unit',
    'meaning',
    ...vocabularies.map(({ provider }) => provider),
  ]
  const rows = (
    fields: Readonly<Record<string, FieldDescription>>,
    of: 'fields' | 'incrementalFields',
  ) =>
    Object.entries(fields).map(([field, { type, unit = '', meaning }]) => [
      `\`${field}\``,
      type,
      unit,
      meaning,
      ...vocabularies.map((vocabulary) => asked(vocabulary[of], field)),
    ])
  return [
    'Columns that come by themselves, then those that can be asked for:',
    '',
    markdownTable(heads, [...rows(fixedFields, 'fields'), ...rows(inventoryFields, 'fields')]),
    'Columns of a change log (`incremental.fields`):',
    '',
    markdownTable(heads, rows(incrementalFields, 'incrementalFields')),
  ].join('\n')
}

/** The neutral classes, and what each provider calls them. */
export function storageClassTable(): string {
  return markdownTable(
    ['class', 'meaning', ...vocabularies.map(({ provider }) => provider)],
    Object.entries(storageClasses).map(([name, meaning]) => [
      `\`${name}\``,
      meaning,
      ...vocabularies.map(
        (vocabulary) =>
          vocabulary.storageClasses.find((entry) => entry.name === name)?.native ?? '',
      ),
    ]),
  )
}

/** A provider's words, with every spelling that is read. */
export function vocabularyTables(vocabulary: ProviderVocabulary): string {
  const fields = Object.entries(vocabulary.fields).map(([field, [first, ...others]]) => [
    first,
    `\`${field}\``,
    others.join(', '),
  ])
  const classes = vocabulary.storageClasses.map((entry) => [
    entry.native,
    `\`${entry.name}\``,
    entry.tier,
    entry.redundancy,
    entry.access,
  ])
  return [
    markdownTable(['column', 'field', 'also read as'], fields),
    markdownTable(['storage class', 'neutral', 'tier', 'redundancy', 'access'], classes),
  ].join('\n')
}

function asked(fields: Readonly<Record<string, Spellings | undefined>>, field: string): string {
  return fields[field]?.[0] ?? ''
}
