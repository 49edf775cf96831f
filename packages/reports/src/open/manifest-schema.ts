import * as z from 'zod'

import type { ReportFile } from './report-manifest.ts'

const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
    error: 'is no whole number of 0 to 2^53 - 1',
  })
  .refine((value) => Number.isSafeInteger(value) && value >= 0, {
    error: 'is no whole number of 0 to 2^53 - 1',
  })

const textOfOne = z.string({ error: 'is no text' }).min(1, { error: 'is empty' })

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
    error: ({ input }) =>
      input === undefined ? 'is missing; an empty report has an empty list' : 'is no list of files',
  }),
})
