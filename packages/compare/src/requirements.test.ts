import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { checkedOptions } from './check-options.ts'
import type { ChecksumRecord } from './checksum-record.ts'
import type { CompareOptions } from './compare-options.ts'
import { reportSide } from './compared-report.ts'
import { delivered, ossFields, s3Fields } from './delivered-report.test.support.ts'
import type { DeliveredOptions } from './delivered-report.test.support.ts'
import { requirements } from './requirements.ts'

describe('requirements', () => {
  it('asks no more of reports that have all that decides', async () => {
    expect(await warningsOf({ fields: s3Fields }, { fields: ossFields })).toStrictEqual([])
  })

  it('refuses reports without sizes, whatever is trusted, and names the side', async () => {
    for (const trust of ['checksum', 'size'] as const) {
      expect(
        await problemsOf({ fields: ['etag'] }, { fields: ['etag', 'size'] }, { trust }),
      ).toStrictEqual(['left.fields.size'])
    }
    expect(await problemsOf({ fields: ['etag'] }, { fields: ['etag'] })).toStrictEqual([
      'left.fields.size',
      'right.fields.size',
    ])
  })

  it('refuses reports without evidence of content on both sides', async () => {
    expect(await problemsOf({ fields: ['size'] }, { fields: ['size', 'etag'] })).toStrictEqual([
      'left.fields.etag',
    ])
    expect(
      await problemsOf({ fields: ['size', 'etag'] }, { fields: ['size', 'checksum'] }),
    ).toStrictEqual(['right.fields.etag'])
  })

  it('takes checksums for evidence, of reports or joined', async () => {
    expect(
      await problemsOf({ fields: ['size'] }, { fields: ['size', 'checksum'] }, {}, ['left']),
    ).toStrictEqual([])
    expect(
      await problemsOf({ fields: ['size'] }, { fields: ['size'] }, {}, ['left', 'right']),
    ).toStrictEqual([])
    expect(
      await problemsOf({ fields: ['size'] }, { fields: ['size'] }, {}, ['left']),
    ).toStrictEqual(['left.fields.etag', 'right.fields.etag'])
  })

  it('needs no evidence of content where the size is trusted', async () => {
    expect(
      await problemsOf({ fields: ['size'] }, { fields: ['size'] }, { trust: 'size' }),
    ).toStrictEqual([])
  })

  it('refuses to match versions of a report without any', async () => {
    expect(
      await problemsOf(
        { fields: s3Fields, versions: true },
        { fields: ossFields },
        { match: 'version' },
      ),
    ).toStrictEqual(['right.versions'])
    expect(
      await problemsOf(
        { fields: s3Fields, versions: true },
        { fields: ossFields, versions: true },
        { match: 'version' },
      ),
    ).toStrictEqual([])
  })

  it('refuses to compare metadata that only one side has', async () => {
    expect(
      await problemsOf(
        { fields: s3Fields },
        { fields: ossFields },
        { metadata: ['encryption', 'objectType'] },
      ),
    ).toStrictEqual(['left.fields.objectType'])
  })

  it('refuses to compare what two providers say in their own words', async () => {
    const fields = ['size', 'etag', 'acl'] as const
    const metadata = ['acl'] as const
    expect(await problemsOf({ fields }, { fields }, { metadata })).toStrictEqual(['metadata'])
    expect(
      await problemsOf({ fields }, { fields, provider: 'aws-s3' }, { metadata }),
    ).toStrictEqual([])
  })

  it('refuses to choose by columns that are not there', async () => {
    expect(
      await problemsOf(
        { fields: ['size', 'etag'] },
        { fields: ossFields },
        { where: { size: { min: 1 }, storageClasses: ['standard'] } },
      ),
    ).toStrictEqual(['left.fields.storageClass'])
  })

  it('warns of times that are missing where they would excuse', async () => {
    const fields = ['size', 'etag', 'encryption'] as const
    const right = ['size', 'etag', 'encryption', 'objectType'] as const
    expect(await warningsOf({ fields }, { fields: right })).toStrictEqual([
      ['left', 'lastModified'],
    ])
    expect(await warningsOf({ fields }, { fields: right }, { live: 'both' })).toStrictEqual([
      ['left', 'lastModified'],
      ['right', 'lastModified'],
    ])
  })

  it('warns of columns without which ETags decide nothing', async () => {
    const fields = ['size', 'etag', 'lastModified'] as const
    expect(await warningsOf({ fields }, { fields })).toStrictEqual([
      ['left', 'encryption'],
      ['right', 'objectType'],
      ['right', 'encryption'],
    ])
  })
})

type Options = Pick<CompareOptions, 'trust' | 'match' | 'metadata' | 'where' | 'live'>

async function check(
  left: DeliveredOptions,
  right: DeliveredOptions,
  options: Options = {},
  joined: readonly ('left' | 'right')[] = [],
) {
  const checksums = (side: 'left' | 'right') =>
    joined.includes(side) ? { checksums: noChecksums() } : {}
  return requirements(
    reportSide('left', { report: await delivered([], left), ...checksums('left') }),
    reportSide('right', {
      report: await delivered([], { provider: 'alibaba-oss', ...right }),
      ...checksums('right'),
    }),
    checkedOptions(options),
  )
}

async function* noChecksums(): AsyncGenerator<ChecksumRecord> {}

async function warningsOf(left: DeliveredOptions, right: DeliveredOptions, options?: Options) {
  const warnings = await check(left, right, options)
  expect(warnings.every(({ code }) => code === 'missing-field')).toBe(true)
  return warnings.map(({ side, message }) => [side, /add the field "(\w+)"/.exec(message)?.[1]])
}

async function problemsOf(...given: Parameters<typeof check>): Promise<readonly string[]> {
  try {
    await check(...given)
  } catch (error) {
    if (isInventoryError(error, 'invalid-configuration'))
      return error.problems.map(({ path }) => path)
    throw error
  }
  return []
}
