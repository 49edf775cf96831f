import * as z from 'zod'

import type { ReportFile } from './report-manifest.ts'

/** What is wrong with a value, if it is there. */
const problem =
  (found: string, missing = 'is missing') =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? missing : found

const noCount = 'is no whole number of 0 to 2^53 - 1'
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error: problem(noCount) })
  .refine((value) => Number.isSafeInteger(value) && value >= 0, { error: noCount })

const textOfOne = z.string({ error: problem('is no text') }).min(1, { error: 'is empty' })

const fileSchema = z
  .object(
    {
      key: textOfOne,
      size: count,
      MD5checksum: z
        .string({ error: 'is no text' })
        .regex(/^(?:[\da-f]{32})?$/i, { error: 'is no MD5 in hex' })
        .nullish(),
      inventoriedRecord: count.nullish(),
    },
    { error: 'is no file' },
  )
  .transform(({ key, size, MD5checksum: md5, inventoriedRecord: rows }): ReportFile => ({
    key,
    size,
    ...(md5 === undefined || md5 === null || md5 === '' ? {} : { md5: md5.toLowerCase() }),
    ...(rows === undefined || rows === null ? {} : { rows }),
  }))

/** What the manifests of S3, OSS and those who copied them have in common; what else there is is left to the dialects. */
export const manifestSchema = z.object({
  sourceBucket: textOfOne,
  destinationBucket: textOfOne,
  fileFormat: textOfOne,
  fileSchema: textOfOne,
  files: z.array(fileSchema, {
    error: problem('is no list of files', 'is missing; an empty report has an empty list'),
  }),
})
