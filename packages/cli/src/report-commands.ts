import { jsonFlag as json } from './command.ts'
import type { CommandDefinition, FlagDefinition } from './command.ts'

const at: FlagDefinition = {
  value: 'TIME',
  help: 'of several reports the newest that is not after; default: the newest',
}
const out: FlagDefinition = {
  value: 'FILE',
  written: true,
  help: 'where to write; there whole or not at all',
}
const filtering: Readonly<Record<string, FlagDefinition>> = {
  prefix: { value: 'PREFIX', help: 'only keys that begin so' },
  'modified-after': { value: 'TIME', help: 'only what was changed then or later' },
  'modified-before': { value: 'TIME', help: 'only what was changed then or earlier' },
  'min-size': { value: 'SIZE', help: 'only what has as many bytes: 1048576, 10MB, 1.5GiB' },
  'max-size': { value: 'SIZE', help: 'only what has no more bytes' },
  'storage-class': {
    value: 'CLASS',
    repeated: true,
    help: 'only this class, such as standard; commas or repeated',
  },
  'latest-only': { help: 'only the latest versions, and no delete markers' },
}
const reportPlace = [
  'PLACE is an inventory, s3://photos#daily; a delivery, s3://reports/.../manifest.json or its folder; or a downloaded',
  'one, ./folder. TIME is written 2026-11-20T01:00:00Z.',
]

/** The commands that read what was delivered. Strings and lazy imports only, as the table that they are part of. */
export const reportCommands: Readonly<Record<string, CommandDefinition>> = {
  reports: {
    summary: 'List what was delivered of an inventory, newest first.',
    arguments: [{ name: 'INVENTORY' }],
    flags: {
      limit: { value: 'N', help: 'the newest only; default 20' },
      kind: {
        value: 'KIND',
        choices: ['full', 'incremental'],
        help: 'reports, or the change logs of OSS; default full',
      },
      json,
    },
    details: [
      'A report that cannot be read is reported, does not end the list, and makes it exit 1. One that nobody delivered',
      'in time is said to be overdue.',
    ],
    load: async () => (await import('./commands/reports.ts')).reports,
  },
  read: {
    summary: 'Print the objects of a delivered report, or write them to a file.',
    arguments: [{ name: 'PLACE' }],
    flags: {
      at,
      fields: {
        value: 'FIELDS',
        help: 'only these, such as key,size; default: all that the report has',
      },
      ...filtering,
      configuration: {
        value: 'FILE',
        help: 'apply the filters of this configuration that the service could not apply',
      },
      format: {
        value: 'FORMAT',
        choices: ['ndjson', 'csv', 'parquet'],
        help: 'default ndjson',
      },
      out,
      'no-verify': { help: 'read also what is not complete, or not as its manifest says' },
    },
    details: [
      ...reportPlace,
      'ndjson: an object a line, without the properties that have no value; times are ISO 8601, a storage class is its',
      'name. csv: RFC 4180 with lines that end in LF and a head; what has parts has a column for each, such as',
      'encryption.type. parquet: the same columns, typed; needs --out.',
      'Sizes and digests are checked while reading: exits 1 where they differ, and leaves no FILE then.',
    ],
    load: async () => (await import('./commands/read.ts')).read,
  },
  verify: {
    summary: 'Check a delivered report: manifest, size, digest and rows of every file.',
    arguments: [{ name: 'PLACE' }],
    flags: { at, json },
    details: [
      ...reportPlace,
      'Exits 1 where anything differs, and names the file and where in it.',
    ],
    load: async () => (await import('./commands/verify.ts')).verify,
  },
  changes: {
    summary: 'Print what happened to objects, by the change logs of an inventory of OSS.',
    arguments: [{ name: 'INVENTORY' }],
    flags: {
      from: { value: 'TIME', help: 'only what happened then or later' },
      to: { value: 'TIME', help: 'only what happened before' },
      format: { value: 'FORMAT', choices: ['ndjson', 'csv'], help: 'default ndjson' },
      out,
      'no-verify': { help: 'do not check sizes and digests' },
    },
    details: [
      'Change logs come in the order in which they were delivered, and the changes of one key in that of their sequence,',
      'which is text. What is still being delivered is left out. Formats are those of read, and TIME is written so.',
    ],
    load: async () => (await import('./commands/changes.ts')).changes,
  },
}
