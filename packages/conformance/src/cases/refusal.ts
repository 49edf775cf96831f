import { deepStrictEqual, equal, ok, throws } from 'node:assert/strict'

import {
  BucketInventories,
  acceptTranslation,
  fieldsOfFilter,
  isInventoryError,
  isWithin,
  leafPaths,
  supportOfPath,
  valueAt,
} from '@bucket-inventory/core'
import type {
  ConfigurationPath,
  InventoryConfiguration,
  InventoryErrorCode,
  Support,
  Translation,
} from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { declaredSupport, isValuePath, valuesDeclared } from '../declared-support.ts'
import {
  exampleConfiguration,
  valuesFor,
  valuesForWord,
  withValues,
} from '../example-configuration.ts'
import { expectResidual } from '../expect-residual.ts'
import { changingVerdicts, concerns, describeFindings, findingsOn } from '../findings-on.ts'
import { limitsOf } from '../limits-of.ts'
import { rejectsWith } from '../rejects-with.ts'
import type { Suite } from '../suite.ts'
import type { TestBucket } from '../test-bucket.ts'

type Check = (
  bucket: TestBucket,
  asked: InventoryConfiguration,
  path: ConfigurationPath,
) => void | Promise<void>

/** What is not declared native is never carried in silence: each support has its finding, before any request leaves. */
export function refusalCases(suite: Suite): ConformanceCase[] {
  return [
    ...declaredCases(suite, 'unsupported', 'does not carry', expectUnsupported),
    ...declaredCases(suite, 'emulated', 'leaves to the reader', expectEmulated),
    ...declaredCases(suite, 'unverified', 'does not vouch for', expectUnverified),
    ...declaredCases(suite, 'coerced', 'carries the nearest thing to', expectCoerced),
    ...limitCases(suite),
    ...requiredCases(suite),
  ]
}

function declaredCases(
  suite: Suite,
  support: Exclude<Support, 'native'>,
  sentence: string,
  check: Check,
): ConformanceCase[] {
  const { tables } = suite
  return leafPaths.flatMap((path) => {
    if (isValuePath(tables, path)) {
      return valuesDeclared(tables, path, support).map((word) =>
        suite.case(`${sentence} ${path} ${word}, and says so`, (bucket) => {
          const values = valuesForWord(path, word, tables, bucket.world.destination)
          return check(bucket, bucket.example(values), path)
        }),
      )
    }
    if (declaredSupport(tables, path) !== support) return []
    return [
      suite.case(`${sentence} ${path}, and says so`, (bucket) => {
        const values = valuesFor(path, tables, bucket.world.destination)
        return check(bucket, bucket.example(values), path)
      }),
    ]
  })
}

/** Nothing of it arrives, and a loss must be allowed before any request leaves. */
const expectUnsupported: Check = async (bucket, asked, path) => {
  const translation = bucket.translate(asked)
  const found = findingsOn(translation, path, ['lossy', 'dropped', 'needs-input'])
  ok(found.length > 0, `declared unsupported, but: ${describeFindings(translation)}`)
  if (found.some(({ verdict }) => verdict !== 'dropped')) {
    throws(() => acceptTranslation(translation), hasCode('untranslatable'))
    const { world, provider, name } = bucket
    const before = world.requests()
    await rejectsWith('untranslatable', new BucketInventories(provider, name).put(asked))
    equal(world.requests(), before, 'a request was sent for what must be refused')
  }
  if (!translation.complete) return
  ok(changed(bucket, asked, translation.native, path), 'declared unsupported, but carried')
  await arrivesAsTranslated(bucket, translation)
}

/** Nothing of it arrives, and the residual says what the reader must apply, with the columns for it. */
const expectEmulated: Check = async (bucket, asked, path) => {
  const translation = bucket.translate(asked)
  const found = findingsOn(translation, path, ['emulated'])
  ok(found.length > 0, `declared emulated, but: ${describeFindings(translation)}`)
  expectResidual(translation, asked, path)
  throws(
    () => acceptTranslation(translation, 'refuse', { refuseEmulated: true }),
    hasCode('untranslatable'),
  )
  const native = acceptTranslation(translation)
  const { fields } = bucket.interpret(native)
  for (const needed of fieldsOfFilter(translation.residual ?? {})) {
    ok(fields.includes(needed), `the reader needs the column ${needed}, which is not asked for`)
  }
  await arrivesAsTranslated(bucket, translation)
}

/**
 * It is sent exactly as asked, and said to be without evidence; a filter is applied by the reader too where its column
 * is listed. The service may honour it, forget it or refuse it, but nothing else comes to harm.
 */
const expectUnverified: Check = async (bucket, asked, path) => {
  const translation = bucket.translate(asked)
  const found = findingsOn(translation, path, ['unverified'])
  ok(found.length > 0, `declared unverified, but: ${describeFindings(translation)}`)
  const native = acceptTranslation(translation)
  ok(!changed(bucket, asked, native, path), 'declared unverified, but changed')
  if (isWithin(path, 'filter')) {
    expectResidual(translation, asked, path)
    const listing = { ...asked, fields: fieldsOfFilter(asked.filter ?? {}) }
    expectResidual(bucket.translate(listing), listing, path)
  }
  try {
    await bucket.provider.put(bucket.name, native)
  } catch (error) {
    ok(isInventoryError(error) && !error.retryable, `refused with ${String(error)}`)
    deepStrictEqual(await bucket.ids(), [])
    return
  }
  const sent = bucket.interpret(native)
  for (const lost of bucket.differingPaths(sent, await bucket.get(asked.id))) {
    const said = findingsOn(translation, lost, ['unverified'])
    ok(said.length > 0, `the service lost ${lost}, of which nothing was said`)
  }
}

/** A finding tells as what it is carried. A number within the range of the provider is carried exactly, without one. */
const expectCoerced: Check = async (bucket, asked, path) => {
  const translation = bucket.translate(asked)
  const carried = bucket.interpret(acceptTranslation(translation))
  const found = translation.findings.find(
    (finding) => finding.verdict === 'coerced' && concerns(finding, path),
  )
  if (found?.verdict === 'coerced') {
    deepStrictEqual(valueAt(carried, found.path), found.carried)
    deepStrictEqual(valueAt(asked, found.path), found.asked)
  } else {
    ok(!isValuePath(bucket.tables, path), `declared coerced, but: ${describeFindings(translation)}`)
    bucket.expectSame(carried, asked)
  }
  await arrivesAsTranslated(bucket, translation)
}

function limitCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  return limitsOf(tables).flatMap(({ path, name, beyond }) => {
    const support = declaredSupport(tables, path)
    if (beyond === undefined || support === 'unsupported' || support === 'emulated') return []
    return [
      suite.case(`does not carry ${path} beyond its ${name}, and says so`, (bucket) => {
        const values = valuesFor(path, tables, bucket.world.destination)
        const translation = bucket.translate(bucket.example({ ...values, [path]: beyond }))
        const found = findingsOn(translation, path, [...changingVerdicts, 'needs-input'])
        ok(found.length > 0, `beyond its limit, but: ${describeFindings(translation)}`)
      }),
    ]
  })
}

/** What the model lets a person leave out, and the provider may not. */
const optionalPaths = leafPaths.filter(
  (path) =>
    isWithin(path, 'filter') ||
    path === 'schedule.dayOfMonth' ||
    path === 'destination.prefix' ||
    path === 'destination.accountId' ||
    path === 'destination.roleArn' ||
    path === 'destination.encryption.keyId' ||
    path === 'incremental.everySeconds',
)

function requiredCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  return optionalPaths
    .filter((path) => supportOfPath(tables, path).required === true)
    .map((path) =>
      suite.case(`needs ${path}, whatever is allowed`, (bucket) => {
        const { bucket: destination } = bucket.world.destination
        const bare = exampleConfiguration(tables, { bucket: destination, format: 'csv' })
        const asked = withValues(bare, {
          ...valuesFor(path, tables, bare.destination),
          [path]: undefined,
        })
        const translation = bucket.translate(asked)
        const found = findingsOn(translation, path, ['needs-input'])
        ok(found.length > 0, `required, but: ${describeFindings(translation)}`)
        ok(!translation.complete, 'it translates without what it requires')
        throws(() => acceptTranslation(translation, ['lossy']), hasCode('untranslatable'))
      }),
    )
}

/** What is accepted with its losses arrives as the translation says, no more and no less. */
async function arrivesAsTranslated(bucket: TestBucket, translation: Translation): Promise<void> {
  const native = acceptTranslation(translation, ['lossy'])
  await bucket.provider.put(bucket.name, native)
  bucket.expectSame(await bucket.get(bucket.provider.idOf(native)), bucket.interpret(native))
}

function changed(
  bucket: TestBucket,
  asked: InventoryConfiguration,
  native: unknown,
  path: ConfigurationPath,
): boolean {
  return bucket.differingPaths(asked, bucket.interpret(native)).includes(path)
}

function hasCode(code: InventoryErrorCode): (error: unknown) => boolean {
  return (error) => isInventoryError(error, code)
}
