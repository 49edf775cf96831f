import { jsonFlag as json } from './command.ts'
import type { CommandDefinition, FlagDefinition } from './command.ts'

const at: FlagDefinition = {
  value: 'BUCKET',
  help: 'the bucket that a configuration in FILE is for, as s3://photos',
}
const account: FlagDefinition = {
  value: 'ID',
  help: 'the account that owns the listed buckets; default: asked for where nothing says it',
}
const concurrency: FlagDefinition = {
  value: 'N',
  help: 'how many buckets to work on at a time, 1 to 256; default 8',
}
const save: FlagDefinition = {
  value: 'FILE',
  written: true,
  help: 'keep each inventory that is done in this new file, a line each',
}
const resume: FlagDefinition = {
  help: 'go on with what is not in the file of --save yet, and print all of it',
}
const yes: FlagDefinition = { help: 'do not ask, however many buckets a declaration selects' }

/** The commands about delivery. Strings and lazy imports only, as the table that they are part of. */
export const healthCommands: Readonly<Record<string, CommandDefinition>> = {
  access: {
    summary: 'Print, or set up, what delivery needs: policies, roles and keys.',
    arguments: [{ name: 'PLACE|FILE' }],
    flags: {
      at,
      format: {
        value: 'FORMAT',
        choices: ['json', 'terraform', 'commands'],
        help: "print only this, as the vendor's JSON, Terraform, or commands",
      },
      apply: { help: 'show what would change, ask, and write it' },
      replace: { help: 'with --apply, write also where something else has our name' },
      account,
      notify: {
        value: 'ARN',
        help: 'announce deliveries there: a topic, queue, function, or eventbridge',
      },
      retain: { value: 'DAYS', help: 'expire reports after so many days' },
      versioned: { help: 'the destination keeps versions: those expire too' },
      'only-fields': {
        value: 'FIELDS',
        help: 'let inventories of the bucket list no other optional fields, such as size,etag',
      },
      variant: {
        value: 'NAME',
        choices: ['least-privilege', 'read-source'],
        help: 'which rights a role of OSS gets; default least-privilege',
      },
      kind: {
        value: 'KINDS',
        repeated: true,
        help: 'only these: bucket-policy, key-policy, role-trust and so on; commas or repeated',
      },
      yes: { help: 'do not ask' },
      json,
    },
    details: [
      'PLACE is s3://photos (all inventories there) or s3://photos#daily. FILE is a declaration, or a configuration',
      'with --at: then nothing is sent. KINDS are bucket-policy, key-policy, role-trust, role-permission, caller-policy,',
      'optional-fields, notification and retention. --apply touches nothing but what it shows; what others put there stays.',
      'Where something else has our name nothing is written at all, unless you agree to it or give --replace. Exits 1 where',
      'anything was refused or failed.',
    ],
    load: async () => (await import('./commands/access.ts')).access,
  },
  doctor: {
    summary: 'Say whether inventories will be delivered, and if not, what to change.',
    arguments: [{ name: 'PLACE|FILE', repeated: true }],
    flags: {
      at,
      concurrency,
      account,
      save,
      resume,
      all: { help: 'show also what is as it should be' },
      yes,
      json,
    },
    details: [
      'Each PLACE is s3://photos (all inventories there) or s3://photos#daily. FILE is a declaration, or a configuration',
      'with --at, which is checked before it is put. Looks, and changes nothing. What may not be seen is unknown, never a',
      'failure. Exits 0 where all will be delivered (warnings included), 2 where any will not, 3 where nobody can tell.',
    ],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  status: {
    summary: 'Say when inventories were delivered last, and whether all is well.',
    arguments: [{ name: 'PLACE|FILE', repeated: true }],
    flags: {
      since: { value: 'TIME', help: 'all of them were written then, as no service tells' },
      look: { help: 'list one key, where nothing may be delivered because nothing matches' },
      'no-checks': { help: 'do not look for what is in the way of those that are not well' },
      openmetrics: { help: 'print OpenMetrics text for monitoring, and nothing else' },
      concurrency,
      journal: {
        value: 'FILE',
        help: 'the journal that says when they were written; default: that of this person',
      },
      save,
      resume,
      yes,
      json,
    },
    details: [
      'Each PLACE is s3://photos (all inventories there) or s3://photos#daily; FILE is a declaration, whose inventories are',
      'compared with what stands there. TIME is written 2026-11-20T01:00:00Z. Exits 0 where all is well, 2 where any is',
      'late, stale, never delivered, missing, not as declared, or has a wrong manifest, 3 where nothing of that is but',
      'something is not known.',
    ],
    load: async () => (await import('./commands/status.ts')).status,
  },
}
