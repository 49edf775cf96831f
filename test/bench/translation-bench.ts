import {
  fromOssConfiguration,
  readOssDocument,
  toOssConfiguration,
  writeOssDocument,
} from '@bucket-inventory/alibaba-oss'
import {
  fromS3Configuration,
  readS3Document,
  toS3Configuration,
  writeS3Document,
} from '@bucket-inventory/aws-s3'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'

import { example } from './example.ts'
import type { Row } from './row.ts'

const oss = { region: 'cn-qingdao' }

/** How often a second a configuration is translated, validated, written as XML and read. */
export function translationRows(): Row[] {
  const s3Written = example('aws-s3-kms-all-fields.yaml')
  const ossWritten = example('alibaba-oss-filters.yaml')
  const s3Parsed = parseInventoryConfiguration(s3Written)
  const ossParsed = parseInventoryConfiguration(ossWritten)
  const s3Native = acceptTranslation(toS3Configuration(s3Parsed))
  const ossNative = acceptTranslation(toOssConfiguration(ossParsed, oss))
  return [
    rate('translate a parsed configuration to S3', 50_000, () => toS3Configuration(s3Parsed)),
    rate('translate a parsed configuration to OSS', 50_000, () =>
      toOssConfiguration(ossParsed, oss),
    ),
    rate('validate and translate a written one to S3', 20_000, () =>
      toS3Configuration(parseInventoryConfiguration(s3Written)),
    ),
    rate('validate and translate a written one to OSS', 20_000, () =>
      toOssConfiguration(parseInventoryConfiguration(ossWritten), oss),
    ),
    rate('the S3 document written and read', 10_000, () =>
      fromS3Configuration(readS3Document(writeS3Document(s3Native))),
    ),
    rate('the OSS document written and read', 10_000, () =>
      fromOssConfiguration(readOssDocument(writeOssDocument(ossNative)), oss),
    ),
  ]
}

/** Times a second, best of five windows of 300 ms after a warm-up. */
function rate(name: string, target: number, run: () => unknown): Row {
  let best = 0
  for (let round = 0; round < 6; round++) {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < 300) {
      for (let index = 0; index < 50; index++) run()
      count += 50
    }
    if (round > 0) best = Math.max(best, (count * 1000) / (performance.now() - start))
  }
  return {
    name,
    measured: `${Math.round(best).toLocaleString('en')}/s`,
    target: `at least ${target.toLocaleString('en')}/s`,
    met: best >= target,
  }
}
