import { ossChecks } from '@bucket-inventory/alibaba-oss'
import { s3Checks } from '@bucket-inventory/aws-s3'
import { neutralChecks } from '@bucket-inventory/health'

import { markdownTable } from './markdown-table.ts'

/** Every check of the preflight: those of all providers, then those of each. */
export function checksTable(): string {
  const tables = { all: neutralChecks, S3: s3Checks, OSS: ossChecks }
  const rows = Object.entries(tables).flatMap(([of, table]) =>
    Object.entries(table).map(([name, described]: [string, string | { checks: string }]) => [
      `\`${name}\``,
      of,
      typeof described === 'string' ? described : described.checks,
    ]),
  )
  return markdownTable(['check', 'of', 'what it looks at'], rows)
}
