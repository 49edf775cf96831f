import * as z from 'zod'

const counted = { objects: z.int(), bytes: z.exactOptional(z.int()) }
const countedSchema = z.strictObject(counted)

const lumpedSchema = z.strictObject({ ...counted, prefixes: z.int() })

interface PrefixOutput {
  readonly prefix: string
  readonly objects: number
  readonly bytes?: number
  /** There may be more below it. */
  readonly atLeast?: true
  readonly children?: readonly PrefixOutput[]
  /** Smaller prefixes, not one by one. */
  readonly others?: z.infer<typeof lumpedSchema>
}

const prefixSchema: z.ZodType<PrefixOutput> = z.strictObject({
  ...counted,
  prefix: z.string(),
  atLeast: z.exactOptional(z.literal(true)),
  children: z.exactOptional(z.array(z.lazy(() => prefixSchema))),
  others: z.exactOptional(lumpedSchema),
})

const spanSchema = {
  ...counted,
  from: z.exactOptional(z.number()),
  below: z.exactOptional(z.number()),
}

const duplicatesSchema = z.strictObject({ groups: z.int(), objects: z.int(), surplus: z.int() })

const growthSideSchema = z.strictObject({
  ...counted,
  bucket: z.string(),
  provider: z.string(),
  time: z.iso.datetime(),
})

const perDaySchema = z.strictObject({ objects: z.number(), bytes: z.exactOptional(z.number()) })

const growthSchema = z.strictObject({
  before: growthSideSchema,
  after: growthSideSchema,
  /** Between the two scans. */
  days: z.number(),
  change: countedSchema,
  perDay: z.exactOptional(perDaySchema),
  depth: z.int(),
  prefixes: z.array(
    z.strictObject({
      prefix: z.string(),
      state: z.enum(['new', 'gone', 'changed', 'unchanged', 'unknown']),
      before: z.exactOptional(countedSchema),
      after: z.exactOptional(countedSchema),
      change: z.exactOptional(countedSchema),
    }),
  ),
  storageClasses: z.exactOptional(
    z.array(
      z.strictObject({
        storageClass: z.string(),
        before: countedSchema,
        after: countedSchema,
        change: countedSchema,
      }),
    ),
  ),
})

/** What `summarize --json` prints. What the report has no column for is absent, never zero. */
export const summarizeOutputSchema = z.strictObject({
  ...counted,
  bucket: z.string(),
  provider: z.string(),
  /** Start of the scan. */
  time: z.iso.datetime(),
  /** What ages count to. */
  asOf: z.iso.datetime(),
  /** Only rows that match were summed up. */
  where: z.exactOptional(z.record(z.string(), z.unknown())),
  /** Columns that would have said more. */
  missing: z.array(z.string()),
  prefixes: z.strictObject({ depth: z.int(), root: prefixSchema }),
  storageClasses: z.exactOptional(
    z.array(
      z.strictObject({
        ...counted,
        native: z.exactOptional(z.string()),
        name: z.string(),
        tier: z.string(),
        /** In the order of `ages` below. */
        ages: z.exactOptional(z.array(countedSchema)),
      }),
    ),
  ),
  /** In days. */
  ages: z.exactOptional(z.array(z.strictObject({ ...spanSchema, age: z.string() }))),
  sizes: z.exactOptional(z.array(z.strictObject({ ...spanSchema, size: z.string() }))),
  encryption: z.exactOptional(
    z.array(
      z.strictObject({
        ...counted,
        status: z.enum(['encrypted', 'not-encrypted', 'unknown']),
        type: z.exactOptional(z.string()),
      }),
    ),
  ),
  versions: z.exactOptional(
    z.strictObject({
      current: countedSchema,
      noncurrent: countedSchema,
      unknown: z.exactOptional(countedSchema),
      deleteMarkers: z.exactOptional(z.int()),
      nullVersions: z.exactOptional(z.int()),
    }),
  ),
  uploads: z.exactOptional(
    z.strictObject({
      multipart: countedSchema,
      single: countedSchema,
      unknown: z.exactOptional(countedSchema),
    }),
  ),
  largest: z.exactOptional(
    z.array(
      z.strictObject({
        key: z.string(),
        size: z.int(),
        versionId: z.exactOptional(z.nullable(z.string())),
        lastModified: z.exactOptional(z.iso.datetime()),
        storageClass: z.exactOptional(z.string()),
      }),
    ),
  ),
  duplicates: z.exactOptional(
    z.strictObject({
      /** Smaller objects were not looked at. */
      from: z.int(),
      proven: duplicatesSchema,
      likely: duplicatesSchema,
      incomparable: countedSchema,
      largest: z.array(
        z.strictObject({
          evidence: z.enum(['proven', 'likely']),
          etag: z.exactOptional(z.string()),
          checksum: z.exactOptional(z.string()),
          size: z.int(),
          objects: z.int(),
          surplus: z.int(),
        }),
      ),
    }),
  ),
  /** Since the report of `--since`. */
  growth: z.exactOptional(growthSchema),
  /** The page that was written. */
  page: z.exactOptional(z.string()),
})

export type SummarizeOutput = z.infer<typeof summarizeOutputSchema>
