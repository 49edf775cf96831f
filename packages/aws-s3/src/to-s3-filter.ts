import { fieldsOfFilter, nativeField, s3Vocabulary, supportOfValue } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Finding,
  InventoryConfiguration,
  InventoryFilter,
} from '@bucket-inventory/core'

import { lossy, referenceOf, unwritable } from './s3-finding.ts'

export interface TranslatedFilter {
  /** What S3 applies; `undefined` if it is to list every object. */
  readonly prefix: string | undefined
  /** What the reader must apply, without the prefix; `undefined` if nothing. */
  readonly residual: InventoryFilter | undefined
}

/** Divides the filter: the prefix to S3, the rest to the reader; what that means is added to `findings`. */
export function toS3Filter(
  configuration: InventoryConfiguration,
  tables: BucketCapabilities,
  findings: Finding[],
): TranslatedFilter {
  const { prefix = '', ...parts } = configuration.filter ?? {}
  const finding = unwritable('filter.prefix', prefix)
  if (finding !== undefined) findings.push(finding)
  const residual = partsOf(parts)
    .filter((part) => carriesPart(part, configuration, tables, findings))
    .reduce<InventoryFilter>((all, { filter }) => Object.assign(all, filter), {})
  return {
    prefix: prefix === '' ? undefined : prefix,
    residual: Object.keys(residual).length === 0 ? undefined : residual,
  }
}

interface Part {
  readonly path: ConfigurationPath
  readonly asked: unknown
  readonly filter: InventoryFilter
}

function partsOf({ lastModified, size, storageClasses }: InventoryFilter): Part[] {
  return [
    ...(lastModified?.from === undefined && lastModified?.to === undefined
      ? []
      : [{ path: 'filter.lastModified', asked: lastModified, filter: { lastModified } } as const]),
    ...(size?.min === undefined && size?.max === undefined
      ? []
      : [{ path: 'filter.size', asked: size, filter: { size } } as const]),
    ...(storageClasses === undefined
      ? []
      : [
          {
            path: 'filter.storageClasses',
            asked: storageClasses,
            filter: { storageClasses },
          } as const,
        ]),
  ]
}

/** The reader can apply a part if S3 lists the columns that it needs. */
function carriesPart(
  { path, asked, filter }: Part,
  { fields }: InventoryConfiguration,
  tables: BucketCapabilities,
  findings: Finding[],
): boolean {
  const needed = fieldsOfFilter(filter)
  const missing = needed.filter(
    (field) =>
      nativeField(s3Vocabulary, field) === undefined ||
      supportOfValue(tables, 'fields', field) === 'unsupported',
  )
  if (missing.length > 0) {
    findings.push(
      lossy(
        path,
        asked,
        'lists-more',
        `S3 cannot apply ${path}, and the reader cannot either without the column ${missing.join(', ')}, which S3 does not have here`,
      ),
    )
    return false
  }
  findings.push({
    verdict: 'emulated',
    path,
    asked,
    addedFields: needed.filter((field) => !fields.includes(field)),
    message: `S3 filters by prefix only: ${path} is applied when the report is read, which takes this configuration, as S3 does not keep it; whoever reads the files themselves sees every object`,
    ...referenceOf(path),
  })
  return true
}
