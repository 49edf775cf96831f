import * as z from 'zod'

import {
  configurationShape,
  definedShape,
  destinationSchema,
} from '../configuration/inventory-configuration-schema.ts'
import { writtenText } from '../configuration/written-words.ts'
import type { Declaration, DeclaredPlace } from './declaration.ts'

const parts = destinationSchema.shape

const partialDestination = z
  .strictObject({
    bucket: z.exactOptional(parts.bucket),
    prefix: parts.prefix,
    accountId: parts.accountId,
    roleArn: parts.roleArn,
    format: z.exactOptional(parts.format),
    encryption: parts.encryption,
  })
  .describe('Where reports are written; what differs is stated per place.')

const differing = {
  id: z.exactOptional(configurationShape.id),
  enabled: z.exactOptional(configurationShape.enabled),
  schedule: z.exactOptional(configurationShape.schedule),
  versions: z.exactOptional(configurationShape.versions),
  filter: z.exactOptional(configurationShape.filter),
  fields: z.exactOptional(configurationShape.fields),
  destination: z.exactOptional(partialDestination),
  incremental: z.exactOptional(configurationShape.incremental),
  native: z.exactOptional(configurationShape.native),
}

const selector = z
  .strictObject({
    connection: writtenText('the name of a connection'),
    name: z.exactOptional(writtenText('a pattern, such as logs-*')),
    tags: z.exactOptional(z.record(z.string(), z.string())),
  })
  .describe('Every bucket of a connection whose name and tags match.')

const place = z
  .strictObject({
    location: z.exactOptional(
      writtenText('a place, such as s3://photos').describe('A bucket, such as s3://photos.'),
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
          destination: z.exactOptional(partialDestination),
        }),
        at: z.array(place).min(1),
      }),
    ),
  })
  .describe('The inventories that should exist, on many buckets and clouds.')
  .transform(({ $schema: _schema, ...declaration }) => declaration)
