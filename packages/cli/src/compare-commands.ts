import { jsonFlag as json } from './command.ts'
import type { CommandDefinition, FlagDefinition } from './command.ts'

const memory: FlagDefinition = {
  value: 'SIZE',
  help: 'how much memory to take before the disk is used; default 1GiB',
}
const spill: FlagDefinition = {
  value: 'FOLDER',
  written: true,
  help: 'where to put what does not fit into memory, until it is over; default: of the system',
}
const depth: FlagDefinition = {
  value: 'N',
  help: 'how many levels of prefixes to count by, ended by /; default 1',
}
const html: FlagDefinition = {
  value: 'FILE',
  written: true,
  help: 'write a page for a browser too, which needs nothing else',
}
const at: FlagDefinition = {
  value: 'TIME',
  help: 'of several reports the newest that is not after; default: the newest',
}
const movers = ['online-migration', 's3-batch-operations', 'datasync', 'rclone']

/** The commands that say what reports come to. Strings and lazy imports only, as the table that they are part of. */
export const compareCommands: Readonly<Record<string, CommandDefinition>> = {
  compare: {
    summary: 'Compare the reports of two buckets: prove that every object arrived.',
    arguments: [{ name: 'LEFT' }, { name: 'RIGHT' }],
    flags: {
      'left-at': { value: 'TIME', help: 'of the source, the newest report that is not after' },
      'right-at': { value: 'TIME', help: 'of the copy, the newest report that is not after' },
      'left-config': {
        value: 'FILE',
        help: 'the configuration that the source is listed by; default: as the service has it',
      },
      'right-config': {
        value: 'FILE',
        help: 'the configuration that the copy is listed by; default: as the service has it',
      },
      rewrite: {
        value: 'A=B',
        help: 'keys that begin with A in the source begin with B in the copy; either may be empty',
      },
      'rewrite-pattern': {
        value: '/RE/=TEXT',
        help: 'what matches in a key of the source is TEXT in the copy; $1 is a group',
      },
      prefix: { value: 'PREFIX', help: 'only keys that begin so, as the copy has them' },
      include: {
        value: 'RE',
        repeated: true,
        help: 'only keys that match, as the copy has them; repeated: that match any',
      },
      exclude: { value: 'RE', repeated: true, help: 'no keys that match, as the copy has them' },
      match: {
        value: 'HOW',
        choices: ['key', 'version'],
        help: 'the latest version of each key, or every version; default key',
      },
      scope: {
        value: 'HOW',
        choices: ['refuse', 'intersect'],
        help: 'where both list other things: refuse, or compare what both list',
      },
      'allow-overdue': { help: 'compare a report though a newer one should be there' },
      trust: {
        value: 'WHAT',
        choices: ['checksum', 'size'],
        help: 'the content, or the size where no more is known; default checksum',
      },
      margin: {
        value: 'TIME',
        help: 'in flight is also what changed so shortly before the scan; default 15m',
      },
      live: {
        value: 'SIDES',
        choices: ['left', 'both'],
        help: 'both: others write to the copy too: its times excuse too; default left',
      },
      metadata: {
        value: 'FIELDS',
        help: 'compare these too, such as storageClass,encryption',
      },
      'checksums-left': {
        value: 'FILE',
        help: 'checksums of the source: CSV, or what S3 Batch Operations computed',
      },
      'checksums-right': { value: 'FILE', help: 'the same of the copy' },
      confirm: {
        help: 'look at each object before it is called missing, extra or different',
      },
      'confirm-limit': { value: 'N', help: 'how many to look at, at most; default 10000' },
      memory,
      spill,
      depth,
      list: {
        value: 'WHICH',
        choices: ['differences', 'all'],
        help: 'what --out lists: all, or what is not the same; default differences',
      },
      format: {
        value: 'FORMAT',
        choices: ['ndjson', 'csv', 'parquet'],
        help: 'of the list in --out; default ndjson, which job and query read',
      },
      out: {
        value: 'FOLDER',
        written: true,
        help: 'write what was found into this new folder; there whole or not at all',
      },
      html,
      json,
    },
    details: [
      'LEFT is the source, RIGHT the copy. Each is an inventory, s3://photos#daily; a delivery,',
      's3://reports/.../manifest.json or its folder; or a downloaded one, ./folder. TIME is written',
      '2026-11-20T01:00:00Z, that of --margin 15m, 2h or 1d; RE is a regular expression of JavaScript.',
      'An object is the same where its content is proven: by a checksum or by an ETag that is one. A difference of an object',
      'that changed after the scan of the source is in flight. --confirm sends a HEAD for each difference to both sides.',
      'Exits 0 where every object is proven, 2 where objects differ, 3 where nothing differs but something is in flight or',
      'cannot be told.',
    ],
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  job: {
    summary: 'Write the list of objects to copy again, as a mover takes it.',
    arguments: [{ name: 'FOLDER' }],
    flags: {
      for: { value: 'TOOL', required: true, choices: movers, help: 'what will copy' },
      verdicts: {
        value: 'VERDICTS',
        help: 'which objects; default missing,size-differs,content-differs',
      },
      'upload-to': {
        value: 'PLACE',
        help: 'where the files will be uploaded, s3://jobs/retry/, which some of them name',
      },
      out: {
        value: 'FOLDER',
        written: true,
        help: 'the new folder; default: beside FOLDER, with the tool behind its name',
      },
      json,
    },
    details: [
      'FOLDER is what compare --out wrote, as ndjson. The source is copied from, by its own keys and versions. VERDICTS are',
      'missing, size-differs, content-differs, metadata-differs, in-flight or cannot-tell, with commas; what is extra in the',
      'copy is never touched. Objects that a form cannot name are listed in not-expressed.ndjson, and make it exit 2.',
    ],
    load: async () => (await import('./commands/job.ts')).job,
  },
  query: {
    summary: 'Ask a report, or a comparison, in SQL.',
    arguments: [{ name: 'PLACE' }, { name: 'SQL' }],
    flags: {
      table: {
        value: 'NAME=PLACE',
        repeated: true,
        help: 'another report or comparison, as the table NAME',
      },
      param: {
        value: 'VALUE',
        repeated: true,
        help: 'stands for a ? in the SQL, in order; a number where it is written as one',
      },
      at,
      configuration: {
        value: 'FILE',
        help: 'apply the filters of this configuration that the service could not apply',
      },
      format: {
        value: 'FORMAT',
        choices: ['table', 'ndjson', 'csv', 'json'],
        help: 'default table',
      },
      memory,
      spill,
    },
    details: [
      'PLACE is a place of a report, which is the table report, or a folder that compare --out wrote, which is the table',
      'comparison; NAME=PLACE names the table. Columns are named as read prints them. Example:',
      "  bucket-inventory query s3://photos#daily 'SELECT storageClass, sum(size) FROM report GROUP BY 1'",
      'Nothing is downloaded but the report, and SQL cannot touch files.',
    ],
    load: async () => (await import('./commands/query.ts')).query,
  },
  summarize: {
    summary: 'Say what a report comes to: by prefix, storage class, age and size.',
    arguments: [{ name: 'PLACE' }],
    flags: {
      at,
      since: {
        value: 'WHAT',
        help: 'say what has grown since: a TIME, of the same place, or the PLACE of an older report',
      },
      configuration: {
        value: 'FILE',
        help: 'apply the filters of this configuration that the service could not apply',
      },
      depth,
      html,
      json,
    },
    details: [
      'PLACE is an inventory, s3://photos#daily; a delivery, s3://reports/.../manifest.json or its folder; or a downloaded',
      'one, ./folder. TIME is written 2026-11-20T01:00:00Z.',
    ],
    load: async () => (await import('./commands/summarize.ts')).summarize,
  },
}
