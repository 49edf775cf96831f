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
}
