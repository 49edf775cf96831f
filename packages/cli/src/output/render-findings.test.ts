import type { Finding } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import { renderFindings } from './render-findings.ts'

const findings: readonly Finding[] = [
  {
    verdict: 'lossy',
    path: 'destination.format',
    asked: 'orc',
    consequence: 'other-format',
    message: 'OSS writes CSV only',
    reference: 'https://example.com/format',
  },
  {
    verdict: 'emulated',
    path: 'filter.size',
    asked: { min: 1 },
    addedFields: ['size', 'etag'],
    message: 'S3 cannot filter by size',
  },
  {
    verdict: 'needs-input',
    path: 'destination.roleArn',
    expected: 'a role',
    example: 'acs:ram::1:role/R',
    message: 'OSS assumes a role to write',
  },
  { verdict: 'advisory', path: 'native.aws-s3', message: 'a\u001B[31m\nb' },
]

it('says verdict, path, message, what follows and where to read on', () => {
  expect(renderFindings(findings, painter(false))).toBe(
    `lossy destination.format: OSS writes CSV only
  other-format: reports come in another format
  https://example.com/format
emulated filter.size: S3 cannot filter by size
  added columns: size, etag
needs-input destination.roleArn: OSS assumes a role to write
  expected: a role, such as acs:ram::1:role/R
advisory native.aws-s3: a\\u001b[31m\\u000ab
`,
  )
})

it('shows what a terminal would obey, in a path too', () => {
  const path = 'native.evil\u001B[31m' as const
  expect(renderFindings([{ verdict: 'advisory', path, message: 'odd' }], painter(false))).toBe(
    'advisory native.evil\\u001b[31m: odd\n',
  )
})

it('says once where to read on about findings that stand together', () => {
  const [lossy] = findings
  const text = renderFindings(lossy === undefined ? [] : [lossy, lossy], painter(false))
  expect(text.match(/https:/g)).toHaveLength(1)
})

it('paints the verdict where colours show', () => {
  expect(renderFindings(findings, painter(true))).toContain('\u001B[31mlossy\u001B[0m')
})
