import * as fc from 'fast-check'

import type { DeliveringCloud, ObjectChange } from './delivering-cloud.ts'

/** The longest key that the services take, in bytes. */
const mostBytes = { s3: 1024, oss: 1023 }

const awkward = [
  ' ',
  '+',
  '%',
  '%2F',
  '%zz',
  'a b+c%20d',
  '"',
  'say ""hi"", then',
  ',',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u0001\u001B\u007F',
  '\\',
  'null',
  'NULL',
  '照片/写真/사진',
  '👩‍👩‍👧/😀',
  'e\u0301é\uFFFD\uFFFE\uFEFF',
  'a/../b',
  '..',
  './.',
  '//',
  '1e3',
]

const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc
    .array(fc.constantFrom(...awkward, 'a', 'b/'), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
)

/** Keys that a service takes and its SDK does not change on the way. */
export function keyArbitrary(cloud: DeliveringCloud['cloud']): fc.Arbitrary<string> {
  const most = mostBytes[cloud]
  const long = fc
    .constantFrom('k', '照', '😀', '%', ' ')
    .map((unit) => unit.repeat(Math.floor(most / Buffer.byteLength(unit))))
    .map((key) => key + 'x'.repeat(most - Buffer.byteLength(key)))
  const keys = fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: long })
  // ali-oss drops slashes at the beginning and resolves dots as in a URL; OSS takes no backslash at the beginning.
  return cloud === 's3' ? keys : keys.filter((key) => !/^[/\\]|(?:^|\/)\.{1,2}(?:\/|$)/.test(key))
}

/** Some changes to few keys, so that keys have several versions. */
export function changesArbitrary({
  cloud,
  storageClasses,
}: DeliveringCloud): fc.Arbitrary<ObjectChange[]> {
  return fc.uniqueArray(keyArbitrary(cloud), { minLength: 1, maxLength: 5 }).chain((keys) => {
    const key = fc.constantFrom(...keys)
    const size = fc.oneof(fc.constant(0), fc.nat(3000))
    const put = fc.record({
      type: fc.constant('put' as const),
      key,
      size,
      storageClass: fc.constantFrom(...storageClasses),
      encrypted: fc.boolean(),
    })
    // The answer of OSS has the key in XML, which ali-oss reads strictly.
    const uploaded = cloud === 's3' ? keys : keys.filter((name) => !beyondXml.test(name))
    const uploads = uploaded.map((name) =>
      fc.record({ type: fc.constant('upload' as const), key: fc.constant(name), size }),
    )
    const change = fc.oneof({ weight: 12, arbitrary: put }, ...uploads, {
      weight: 6,
      arbitrary: fc.record({ type: fc.constant('delete' as const), key }),
    })
    return fc.array(change, { minLength: 1, maxLength: 8 })
  })
}

// oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
const beyondXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/
