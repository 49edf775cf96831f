import { jsonFlag as json } from './command.ts'
import type { CommandContext, CommandDefinition, FlagDefinition } from './command.ts'
import { compareCommands } from './compare-commands.ts'
import { healthCommands } from './health-commands.ts'
import { helpText } from './help-text.ts'
import { parseCommandLine } from './parse-command-line.ts'
import { reportCommands } from './report-commands.ts'

const providers = ['aws-s3', 'alibaba-oss']
const region: FlagDefinition = { value: 'REGION', help: 'what holds in this region' }
const bucketType: FlagDefinition = {
  value: 'TYPE',
  choices: ['general-purpose', 'directory'],
  help: 'what holds for buckets of this type',
}
const allow: FlagDefinition = {
  value: 'WHAT',
  repeated: true,
  help: 'accept a loss: lossy, emulated or a path such as filter.size; commas or repeated',
}

const planning: Readonly<Record<string, FlagDefinition>> = {
  prune: {
    help: 'delete what is there, is not declared, and has an id that the declaration manages',
  },
  'run-again': {
    help: 'create what runs once and deletes itself, although it may have run already',
  },
  resend: {
    help: 'send again what the service does not show, as nobody can tell whether it keeps it',
  },
}
const concurrency: FlagDefinition = {
  value: 'N',
  help: 'how many to work on at a time, 1 to 256; default 8',
}
const snapshots: FlagDefinition = {
  value: 'FOLDER',
  written: true,
  help: 'where to keep what is replaced or deleted; default bucket-inventory-snapshots',
}

/**
 * Every command: what it takes, one line of help, and where it is. Strings and lazy imports only, so that help costs no
 * more than starting Node.
 */
export const commands: Readonly<Record<string, CommandDefinition>> = {
  capabilities: {
    summary: 'Show what each provider can carry, path by path and value by value.',
    arguments: [],
    flags: {
      provider: { value: 'PROVIDER', choices: providers, help: 'one provider instead of all' },
      region,
      'bucket-type': bucketType,
      json,
    },
    details: ['With --json: one document with --provider, else an array with one for each.'],
    load: async () => (await import('./commands/capabilities.ts')).capabilities,
  },
  translate: {
    summary: 'Print the document that a provider would be sent, and what is lost on the way.',
    arguments: [{ name: 'FILE' }],
    flags: {
      to: { value: 'PROVIDER', required: true, choices: providers, help: 'the provider' },
      region,
      'bucket-type': bucketType,
      allow,
      json,
    },
    details: ['Sends nothing and needs no credentials. Findings are printed on standard error.'],
    load: async () => (await import('./commands/translate.ts')).translate,
  },
  list: {
    summary: 'List the inventories of a bucket.',
    arguments: [{ name: 'BUCKET' }],
    flags: { json },
    details: [
      'An entry that cannot be read is reported, does not end the list, and makes it exit 1.',
    ],
    load: async () => (await import('./commands/list.ts')).list,
  },
  get: {
    summary: 'Print one inventory, as put takes it.',
    arguments: [{ name: 'INVENTORY' }],
    flags: {
      native: { help: "print the provider's own document" },
      json,
    },
    details: ['A copy: bucket-inventory get s3://photos#daily | bucket-inventory put s3://other -'],
    load: async () => (await import('./commands/get.ts')).get,
  },
  put: {
    summary: 'Create or replace one inventory.',
    arguments: [{ name: 'BUCKET' }, { name: 'FILE' }],
    flags: {
      mode: {
        value: 'MODE',
        choices: ['create', 'replace', 'upsert'],
        help: 'only if there is none, only if there is one, or either; default upsert',
      },
      allow,
      snapshot: {
        value: 'FILE',
        written: true,
        help: 'where to keep the previous one, where it must be deleted first; default in this folder',
      },
      json,
    },
    details: [
      'FILE is what a person wrote, what get printed (with --json too), or a snapshot.',
      'Where the service cannot replace (OSS), the previous configuration is written to a file before it is',
      'deleted; restore brings it back.',
    ],
    load: async () => (await import('./commands/put.ts')).put,
  },
  delete: {
    summary: 'Delete one inventory.',
    arguments: [{ name: 'INVENTORY' }],
    flags: { json },
    details: ['Exits 1 if there is none.'],
    load: async () => (await import('./commands/delete.ts')).remove,
  },
  plan: {
    summary: 'Show what would make a declaration true, bucket by bucket. Changes nothing.',
    arguments: [{ name: 'FILE' }],
    flags: {
      ...planning,
      allow,
      out: { value: 'FILE', written: true, help: 'save the plan in this new file, for apply' },
      yes: { help: 'do not ask, however many buckets are selected' },
      json,
    },
    details: [
      'FILE is a declaration: connections, and which inventories should stand on which buckets.',
      'Exits 0 where nothing would change, 2 where something would, 1 where the plan cannot be applied.',
    ],
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  apply: {
    summary: 'Make a declaration true: create and replace, and delete where --prune is given.',
    arguments: [{ name: 'FILE' }],
    flags: {
      ...planning,
      allow,
      yes: { help: 'do not ask' },
      concurrency,
      snapshots,
      json,
    },
    details: [
      'FILE is a declaration, or a plan that was saved by plan --out, which is refused where what it rests on has',
      'changed since. What is replaced or deleted is kept in a file first; restore brings it back. What is done stays',
      'done: an apply that was interrupted can be made again.',
    ],
    load: async () => (await import('./commands/apply.ts')).apply,
  },
  migrate: {
    summary: 'Copy every inventory of a bucket to another, on the same cloud or the other.',
    arguments: [{ name: 'FROM' }, { name: 'TO' }],
    flags: {
      'dry-run': {
        help: 'change nothing: say what would be done, and write a file for what is needed',
      },
      inputs: { value: 'FILE', help: 'what is needed: accounts, buckets, roles, keys and ids' },
      replace: { help: 'replace another inventory of the same id, which is kept in a file first' },
      allow,
      concurrency,
      snapshots,
      json,
    },
    details: [
      'A bucket, account, role or key of one cloud means nothing on another, and is never carried over. --dry-run writes',
      'a file to fill in, --inputs or migrate-FROM-TO.inputs.yaml, with a line for each value that is needed; nothing is',
      'copied before all are there. A dry run exits 2 where something would be copied or is needed, else 0.',
    ],
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  restore: {
    summary: 'Put back what was replaced or deleted, from a snapshot.',
    arguments: [{ name: 'FILE' }],
    flags: {
      replace: {
        help: 'replace another one that is there now, which is kept in a file of this folder first',
      },
      json,
    },
    details: [
      'FILE is a snapshot, or a folder: then every *.snapshot.yaml in it, one after the other. What is there already',
      'as the snapshot has it stays as it is.',
    ],
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  ...reportCommands,
  ...compareCommands,
  ...healthCommands,
  emulator: {
    summary: 'Run S3 and OSS on this machine, for inventories and reports, until interrupted.',
    arguments: [],
    flags: {
      's3-port': { value: 'PORT', help: 'default: any free one' },
      'oss-port': { value: 'PORT', help: 'default: any free one' },
      bucket: {
        value: 'BUCKET',
        repeated: true,
        help: 'make this bucket, as in s3://photos or oss://photos-cn?region=cn-qingdao',
      },
      data: { value: 'FOLDER', help: 'keep the state there; default: in memory' },
      schedule: { help: 'deliver reports when they are due; default: only by emulator deliver' },
      json,
    },
    details: ['Prints the endpoints, and what to export so that SDKs and this command use them.'],
    load: async () => (await import('./commands/emulator.ts')).emulator,
  },
  'emulator deliver': {
    summary: 'Make a running emulator deliver a report now, as the service would.',
    arguments: [{ name: 'INVENTORY' }],
    flags: {
      'rows-per-file': {
        value: 'N',
        help: 'where a data file ends; default: one file for all rows',
      },
      incremental: { help: 'a change log of OSS instead' },
      emulator: {
        value: 'URL',
        help: 'the address of its control; default: as BUCKET_INVENTORY_EMULATOR says',
      },
      json,
    },
    details: [
      'Prints where the manifest is. Exits 1 where the service would not deliver, and says why: a policy, a role, a',
      'bucket that is not there.',
    ],
    load: async () => (await import('./commands/emulator-deliver.ts')).emulatorDeliver,
  },
  schema: {
    summary: 'Print the JSON Schema of a configuration, or of a declaration.',
    arguments: [{ name: 'WHAT', optional: true, choices: ['configuration', 'declaration'] }],
    flags: { json },
    details: ['WHAT is configuration (the default) or declaration.'],
    load: async () => (await import('./commands/schema.ts')).schema,
  },
}

/** Does what the arguments say, and resolves to the exit code. Never rejects because of what a person did. */
export async function runCli(argv: readonly string[], context: CommandContext): Promise<number> {
  const invocation = parseCommandLine(argv, commands)
  switch (invocation.kind) {
    case 'help':
      context.output.write(helpText(commands, invocation.command))
      return 0
    case 'version':
      context.output.write(`${await version()}\n`)
      return 0
    case 'call':
    case 'wrong-use': {
      const { runCommand } = await import('./run-command.ts')
      return runCommand(invocation, commands, context)
    }
  }
}

async function version(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  const manifest: { readonly version: string } = JSON.parse(text)
  return manifest.version
}
