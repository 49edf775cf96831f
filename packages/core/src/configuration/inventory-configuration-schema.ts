import * as z from 'zod'

import { fixedFields, incrementalFields, inventoryFields } from '../vocabulary/inventory-fields.ts'
import { ossVocabulary } from '../vocabulary/oss-vocabulary.ts'
import { s3Vocabulary } from '../vocabulary/s3-vocabulary.ts'
import { storageClasses } from '../vocabulary/storage-classes.ts'
import {
  asCheck,
  dayOfMonthIsMonthly,
  deleteAfterRunIsOnce,
  fromIsNotAfterTo,
  keyGoesWithKms,
  minimumIsNotAboveMaximum,
} from './configuration-rules.ts'
import type {
  Encryption,
  InventoryConfiguration,
  NativeRemainder,
  Schedule,
} from './inventory-configuration.ts'
import {
  knownElsewhere,
  openWord,
  openWords,
  writtenBytes,
  writtenInstant,
  writtenText,
} from './written-words.ts'

const vocabularies = [s3Vocabulary, ossVocabulary]

const fieldSpellings = knownElsewhere(
  vocabularies.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, spellings]) =>
      spellings.map((spelling): [string, string] => [spelling, field]),
    ),
  ),
)
const classSpellings = knownElsewhere(
  vocabularies.flatMap((vocabulary) =>
    vocabulary.storageClasses.map((entry): [string, string] => [entry.native, entry.name]),
  ),
)
const frequencySpellings = knownElsewhere([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
])
const columnAdvice = (word: string) => {
  const fixed = Object.keys(fixedFields).find((name) => name.toLowerCase() === word.toLowerCase())
  return fixed === undefined ? fieldSpellings(word) : `"${fixed}" comes by itself: leave it out`
}

const schedule = z
  .strictObject({
    every: openWord({
      known: { day: 0, week: 0, month: 0, once: 0 },
      what: 'frequency',
      advise: frequencySpellings,
    }),
    dayOfMonth: z.exactOptional(
      z
        .int()
        .min(1)
        .max(31)
        .describe('Of a monthly schedule. Default: the rhythm of the provider.'),
    ),
    deleteAfterRun: z.exactOptional(
      z.boolean().describe('Of a single run: the service removes the configuration afterwards.'),
    ),
  })
  .refine(...asCheck(dayOfMonthIsMonthly))
  .refine(...asCheck(deleteAfterRunIsOnce))
  .describe('How often a report is written.')
  .transform(({ every, dayOfMonth, deleteAfterRun }): Schedule => {
    if (every === 'month') return dayOfMonth === undefined ? { every } : { every, dayOfMonth }
    if (every === 'once')
      return deleteAfterRun === undefined ? { every } : { every, deleteAfterRun }
    return { every }
  })

const filter = z
  .strictObject({
    prefix: z.exactOptional(
      writtenText('what keys begin with').describe(
        'Keys that begin with this text, byte for byte.',
      ),
    ),
    lastModified: z.exactOptional(
      z
        .strictObject({
          from: z.exactOptional(writtenInstant),
          to: z.exactOptional(writtenInstant),
        })
        .refine(...asCheck(fromIsNotAfterTo))
        .describe('Instants with an offset, both inclusive.'),
    ),
    size: z.exactOptional(
      z
        .strictObject({ min: z.exactOptional(writtenBytes), max: z.exactOptional(writtenBytes) })
        .refine(...asCheck(minimumIsNotAboveMaximum))
        .describe('Bytes, both inclusive.'),
    ),
    storageClasses: z.exactOptional(
      openWords({ known: storageClasses, what: 'storage class', advise: classSpellings })
        .refine((classes) => classes.length > 0, 'is empty; name at least one, or leave it out')
        .meta({ minItems: 1, description: 'Objects of any of these.' }),
    ),
  })
  .describe('Which objects are listed; all parts must hold.')

const encryption = z
  .strictObject({
    type: z.enum(['provider-managed', 'kms']),
    keyId: z.exactOptional(
      writtenText('the key').describe(
        "Of kms. Default: the provider's default key, where it has one.",
      ),
    ),
  })
  .refine(...asCheck(keyGoesWithKms))
  .describe('How reports are encrypted. Default: as the destination bucket does by itself.')
  .transform(({ type, keyId }): Encryption =>
    type === 'provider-managed' ? { type } : keyId === undefined ? { type } : { type, keyId },
  )

/** Where reports are written, as a person writes it. */
export const destinationSchema = z
  .strictObject({
    bucket: writtenText('the name of a bucket').describe('Name of the bucket, not its ARN.'),
    prefix: z.exactOptional(
      writtenText('what the keys of reports begin with').describe(
        'What the keys of reports begin with.',
      ),
    ),
    accountId: z.exactOptional(
      writtenText('the account').describe(
        'Account that owns the bucket; quoted, as it is no number.',
      ),
    ),
    roleArn: z.exactOptional(
      writtenText('the role').describe(
        'Role that the service assumes to write, where it assumes one.',
      ),
    ),
    format: openWord({ known: { csv: 0, orc: 0, parquet: 0 }, what: 'format' }).describe(
      'Format of the data files.',
    ),
    encryption: z.exactOptional(encryption),
  })
  .describe('Where reports are written.')

const incremental = z
  .strictObject({
    enabled: z.boolean(),
    everySeconds: z.exactOptional(z.int().min(1).describe('Seconds between deliveries.')),
    fields: openWords({
      known: incrementalFields,
      what: 'column of a change log',
      advise: fieldSpellings,
    }).prefault([]),
  })
  .describe('A change log between the full reports, where a provider has one.')

const remainder: z.ZodType<NativeRemainder, NativeRemainder> = z
  .lazy(() =>
    z.record(
      z.string(),
      z.union([z.string(), remainder, z.array(z.union([z.string(), remainder]))]),
    ),
  )
  .meta({ id: 'NativeRemainder' })

/** The members of a written configuration, without defaults, for those that take parts of it. */
export const configurationShape = {
  id: writtenText('what to call the inventory').describe(
    'Unique among the inventories of one bucket.',
  ),
  enabled: z.boolean().describe('Whether reports are written.'),
  schedule,
  versions: openWord({ known: { current: 0, all: 0 }, what: 'choice of versions' }).describe(
    'Whether only current objects are listed, or every version and delete marker.',
  ),
  filter,
  fields: openWords({ known: inventoryFields, what: 'column', advise: columnAdvice }).describe(
    'Columns beyond those that always come, in order.',
  ),
  destination: destinationSchema,
  incremental,
  native: z
    .record(z.string(), remainder)
    .describe('What a provider holds beyond the neutral words, by provider.'),
}

/** The members with what may be left out, and what that means. */
export const definedShape = {
  ...configurationShape,
  enabled: configurationShape.enabled.default(true),
  versions: configurationShape.versions.prefault('current'),
  filter: z.exactOptional(configurationShape.filter),
  fields: configurationShape.fields.prefault([]),
  incremental: z.exactOptional(configurationShape.incremental),
  native: z.exactOptional(configurationShape.native),
}

/** What a person may write: strict, with defaults for what has one. `$schema` and `apiVersion` may stand beside it. */
export const inventoryConfigurationSchema: z.ZodType<InventoryConfiguration> = z
  .strictObject({
    $schema: z.exactOptional(z.string()),
    apiVersion: z.exactOptional(z.literal('bucket-inventory/v1')),
    ...definedShape,
  })
  .describe('One inventory of a bucket, on any cloud.')
  .transform(({ $schema: _schema, apiVersion: _version, ...configuration }) => configuration)
