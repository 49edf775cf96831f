import { InventoryError, isNativeWord, neutralField } from '@bucket-inventory/core'

import type { ReportDialect, WrittenManifest } from '../dialects/report-dialect.ts'
import { manifestSchema } from './manifest-schema.ts'
import type { ReportColumn, ReportFile, ReportManifest } from './report-manifest.ts'
import { schemaColumns } from './schema-columns.ts'

/**
 * What the text of a manifest says, by the first dialect that recognises it. Throws `corrupt-report` for a text that is no
 * manifest or says what cannot be, `unsupported` for one that nobody here reads; both name the place, the manifest's key.
 */
export function parseManifest(
  text: string,
  dialects: readonly ReportDialect[],
  place: string,
): ReportManifest {
  const subject = `manifest "${place}"`
  const written = writtenManifest(text, subject, place)
  const dialect = dialects.find(({ recognises }) => recognises(written))
  if (dialect === undefined) throw unrecognised(written, dialects, subject, place)
  const checked = manifestSchema.safeParse(written)
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${dotted(path)} ${message}`)
    throw corrupt(`${subject}: ${problems.join('; ')}`, place, checked.error)
  }
  const { sourceBucket, destinationBucket, fileFormat, fileSchema, files } = checked.data
  const time = dialect.time(written)
  if (time === undefined) {
    throw corrupt(`${subject} has no time of its scan that can be one for ${dialect.name}`, place)
  }
  const format = formats.find((known) => known === fileFormat.toLowerCase())
  if (format === undefined) {
    throw new InventoryError(
      'unsupported',
      `${subject} names files of format "${fileFormat}"; known are ${formats.join(', ')}`,
      { position: { file: place } },
    )
  }
  const until = dialect.until?.(written)
  return {
    dialect: dialect.name,
    kind: dialect.isIncremental(written) ? 'incremental' : 'full',
    sourceBucket,
    destinationBucket: destinationBucket.slice(destinationBucket.lastIndexOf(':') + 1),
    time,
    ...(until === undefined ? {} : { until }),
    format,
    columns: columnsOf(format, fileSchema, dialect, subject, place),
    files: distinctFiles(files, subject, place),
  }
}

const formats = ['csv', 'orc', 'parquet'] as const

function writtenManifest(text: string, subject: string, place: string): WrittenManifest {
  let written: unknown
  try {
    // A manifest that went through an editor may begin with a byte order mark.
    written = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw corrupt(`${subject} is not JSON`, place, error)
  }
  if (isWrittenObject(written)) return written
  const found = Array.isArray(written) ? 'a JSON list' : `the JSON of ${kindOf(written)}`
  throw corrupt(`${subject} is ${found}, not an object`, place)
}

function isWrittenObject(written: unknown): written is WrittenManifest {
  return typeof written === 'object' && written !== null && !Array.isArray(written)
}

function unrecognised(
  { version, destinationBucket }: WrittenManifest,
  dialects: readonly ReportDialect[],
  subject: string,
  place: string,
): InventoryError {
  const names = dialects.map(({ name }) => name).join(', ')
  const what = JSON.stringify({ version, destinationBucket })
  return new InventoryError(
    'unsupported',
    `${subject} (${what}) is none of the providers known here: ${names}`,
    { position: { file: place } },
  )
}

function columnsOf(
  format: ReportManifest['format'],
  schema: string,
  { vocabulary, name: dialect }: ReportDialect,
  subject: string,
  place: string,
): readonly ReportColumn[] {
  const names = schemaColumns(format, schema)
  if (names === undefined) {
    throw corrupt(
      `${subject} has a fileSchema that is none of format ${format}, or no flat one`,
      place,
    )
  }
  const columns = names.map((name): ReportColumn => {
    const field = neutralField(vocabulary.fields, vocabulary.provider, name)
    return { name, field: isNativeWord(field) ? 'native' : field }
  })
  const twice = columns.find(({ name, field }, index) =>
    columns.some(
      (other, before) =>
        before < index &&
        (field === 'native'
          ? other.name.toLowerCase() === name.toLowerCase()
          : other.field === field),
    ),
  )
  if (twice !== undefined) {
    throw corrupt(`${subject} has two columns for "${twice.name}"`, place)
  }
  if (!columns.some(({ field }) => field === 'key')) {
    throw corrupt(`${subject} has no column that ${dialect} fills with keys`, place)
  }
  return columns
}

/** A file that is named twice would count its objects twice. */
function distinctFiles(
  files: readonly ReportFile[],
  subject: string,
  place: string,
): readonly ReportFile[] {
  const seen = new Set<string>()
  for (const { key } of files) {
    if (seen.has(key)) throw corrupt(`${subject} names the file "${key}" twice`, place)
    seen.add(key)
  }
  return files
}

function corrupt(message: string, place: string, cause?: unknown): InventoryError {
  return new InventoryError('corrupt-report', message, {
    position: { file: place },
    ...(cause === undefined ? {} : { cause }),
  })
}

function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : `a ${typeof value}`
}
