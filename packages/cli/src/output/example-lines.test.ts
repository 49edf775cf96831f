import type { ComparedObject } from '@bucket-inventory/compare'
import { expect, it } from 'vitest'

import { exampleLines } from './example-lines.ts'
import { FirstExamples } from './first-examples.ts'

const time = Date.UTC(2026, 10, 20, 1)

function missing(key: string): ComparedObject {
  return { key, verdict: 'missing', left: { key, size: 1500, lastModified: time } }
}

it('shows the first objects of each verdict, and why', () => {
  const examples = new FirstExamples(20)
  const both = (key: string) => ({
    key,
    left: { key, size: 2_000_000, etag: 'aa', lastModified: time },
    right: { key, size: 1_999_999, etag: 'BB', lastModified: time + 1000 },
  })
  examples.take([missing('c/1'), { ...both('same'), verdict: 'same', by: 'size' }])
  examples.take(['c/2', 'c/3', 'c/4'].map(missing))
  examples.take([
    { ...both('d'), verdict: 'size-differs', by: 'size', confirmed: true },
    { ...both('e'), verdict: 'content-differs', by: 'md5-etag' },
    { key: 'f', verdict: 'extra', right: { key: 'f' } },
    { key: 'g\u001B[2J', verdict: 'in-flight', would: 'missing', left: both('g').left },
    { ...both('h'), verdict: 'cannot-tell', reason: 'multipart-etag' },
    { ...both('i'), verdict: 'metadata-differs', by: 'checksum', fields: ['storageClass', 'acl'] },
    missing('j'.repeat(70)),
  ])
  expect(exampleLines(examples)).toStrictEqual([
    String.raw`missing           c/1         1,500 B in the source, changed 2026-11-20T01:00:00Z`,
    String.raw`missing           c/2         1,500 B in the source, changed 2026-11-20T01:00:00Z`,
    String.raw`missing           c/3         1,500 B in the source, changed 2026-11-20T01:00:00Z`,
    String.raw`extra             f           an unknown size in the copy`,
    String.raw`size differs      d           2,000,000 B in the source, 1,999,999 B in the copy; looked at`,
    String.raw`content differs   e           aa in the source, bb in the copy`,
    String.raw`metadata differs  i           storageClass, acl`,
    String.raw`in flight         g\u001b[2J  would be missing, changed 2026-11-20T01:00:00Z`,
    String.raw`cannot tell       h           multipart-etag`,
  ])
})

it('cuts keys that are long, and is nothing where nothing is listed', () => {
  const examples = new FirstExamples(3)
  expect(exampleLines(examples)).toStrictEqual([])
  examples.take([missing('j'.repeat(70))])
  expect(exampleLines(examples)).toStrictEqual([
    `missing  ${'j'.repeat(59)}…  1,500 B in the source, changed 2026-11-20T01:00:00Z`,
  ])
})
