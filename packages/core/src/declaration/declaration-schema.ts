import * as z from 'zod'

import {
  configurationShape,
  definedShape,
  destinationSchema,
} from '../configuration/inventory-configuration-schema.ts'
import { writtenText } from '../configuration/written-words.ts'
import type { Declaration, DeclaredPlace } from './declaration.ts'

/** What a text says of itself that is filled in for each bucket. */
const templates = 'may hold ${bucket}, ${region} and ${connection}, and $${ for the text ${'

const parts = destinationSchema.shape

const id = configurationShape.id.describe(
  `Unique among the inventories of one bucket. It ${templates}.`,
)
const filter = configurationShape.filter.describe(
  `Which objects are listed; all parts must hold. The prefix ${templates}.`,
)

const partialDestination = z
  .strictObject({
    bucket: z.exactOptional(parts.bucket),
    prefix: parts.prefix,
    accountId: parts.accountId,
    roleArn: parts.roleArn,
    format: z.exactOptional(parts.format),
    encryption: parts.encryption,
  })
  .describe(
    `Where reports are written; what differs is stated per place. The bucket, prefix, accountId, roleArn and key ${templates}.`,
  )

const differing = {
  id: z.exactOptional(id),
  enabled: z.exactOptional(configurationShape.enabled),
  schedule: z.exactOptional(configurationShape.schedule),
  versions: z.exactOptional(configurationShape.versions),
  filter: z.exactOptional(filter),
  fields: z.exactOptional(configurationShape.fields),
  destination: z.exactOptional(partialDestination),
  incremental: z.exactOptional(configurationShape.incremental),
  native: z.exactOptional(configurationShape.native),
}

const selector = z
  .strictObject({
    connection: writtenText('the name of a connection').describe(
      'The name of a declared connection, or a pattern with * over their names.',
    ),
    name: z.exactOptional(
      writtenText('a pattern, such as logs-*').describe(
        'Buckets with such a name, as a pattern with *. Default: any.',
      ),
    ),
    except: z.exactOptional(
      z
        .array(writtenText('a pattern, such as *-reports'))
        .describe('Buckets that are left out all the same, as patterns with *.'),
    ),
    tags: z.exactOptional(
      z.record(z.string(), z.string()).describe('Buckets with all of these tags.'),
    ),
  })
  .describe(
    'Every bucket of a connection whose name and tags match, but for those that have a place of their own beside it.',
  )

const place = z
  .strictObject({
    location: z.exactOptional(
      writtenText('a place, such as s3://photos').describe(
        'A bucket, such as s3://photos. It wins over the selectors of the same inventory.',
      ),
    ),
    select: z.exactOptional(selector),
    ...differing,
  })
  .describe('A bucket, or buckets by name and tag, and what differs there.')
  .transform(({ location, select, ...rest }, context): DeclaredPlace => {
    if (location !== undefined && select === undefined) return { location, ...rest }
    if (select !== undefined && location === undefined) return { select, ...rest }
    context.issues.push({
      code: 'custom',
      input: rest,
      message: 'names no bucket, or two ways; write either "location: s3://photos" or "select"',
    })
    return z.NEVER
  })

const connection = z.strictObject({
  provider: writtenText('aws-s3 or alibaba-oss'),
  profile: z.exactOptional(writtenText('the name of a profile')),
  region: z.exactOptional(writtenText('a region')),
  endpoint: z.exactOptional(writtenText('an endpoint')),
  roles: z
    .exactOptional(z.array(writtenText('the ARN of a role')))
    .describe('Assumed one after the other.'),
})

/** What a team writes to state the inventories that should exist. */
export const declarationSchema: z.ZodType<Declaration> = z
  .strictObject({
    $schema: z.exactOptional(z.string()),
    apiVersion: z.literal('bucket-inventory/v1'),
    connections: z
      .exactOptional(z.record(z.string(), connection))
      .describe('Named ways to reach an account, used as s3://NAME@bucket. Never a secret.'),
    manage: z.exactOptional(
      z.strictObject({
        ids: writtenText('a pattern, such as bi-*').describe(
          'The only ids that prune may delete and that may be declared, as a pattern with *.',
        ),
        at: z.exactOptional(
          z
            .array(writtenText('a place, such as s3://photos'))
            .describe(
              'More buckets to look at, such as those for which nothing is declared any more.',
            ),
        ),
      }),
    ),
    inventories: z.array(
      z.strictObject({
        configuration: z.strictObject({
          ...definedShape,
          id,
          filter: z.exactOptional(filter),
          destination: z.exactOptional(partialDestination),
        }),
        at: z.array(place).min(1),
      }),
    ),
  })
  .describe('The inventories that should exist, on many buckets and clouds.')
  .transform(({ $schema: _schema, ...declaration }) => declaration)
