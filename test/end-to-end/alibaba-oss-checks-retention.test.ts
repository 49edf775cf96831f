import type { Check } from '@bucket-inventory/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { OssAccessWorld } from './alibaba-oss-access-world.ts'

let world: OssAccessWorld

beforeAll(async () => {
  world = await OssAccessWorld.start()
})

afterAll(() => world.emulator.close())

interface Rule {
  readonly prefix?: string
  readonly status?: string
  /** Elements. */
  readonly does: string
}

async function setRules(...rules: readonly Rule[]): Promise<void> {
  const elements = rules.map(
    ({ prefix, status = 'Enabled', does }, index) =>
      `<Rule><ID>rule-${index}</ID>${prefix === undefined ? '' : `<Prefix>${prefix}</Prefix>`}<Status>${status}</Status>${does}</Rule>`,
  )
  await world.putLifecycle(elements)
}

async function check(every = 'day'): Promise<Check | undefined> {
  const checks = await world.checked(world.subject({}, { schedule: { every } }))
  return checks.find(({ name }) => name === 'report-retention')
}

const days = (count: number) => `<Expiration><Days>${count}</Days></Expiration>`
const tag = '<Tag><Key>a</Key><Value>b</Value></Tag>'
const large = '<Filter><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></Filter>'
const before =
  '<Expiration><CreatedBeforeDate>2020-01-01T00:00:00.000Z</CreatedBeforeDate></Expiration>'
const marker =
  '<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>'

function moving(storageClass: string, more = ''): string {
  return `<Transition><Days>1</Days><StorageClass>${storageClass}</StorageClass>${more}</Transition>`
}

const byAccess =
  '<IsAccessTime>true</IsAccessTime><ReturnToStdWhenVisit>false</ReturnToStdWhenVisit>'

describe('old reports go', () => {
  it.each<[string, Rule]>([
    ['by a rule for them', { prefix: 'photos/daily/', does: days(30) }],
    ['by a rule for the listed bucket', { prefix: 'photos/', does: days(30) }],
    ['by a rule without a prefix', { does: days(30) }],
    ['by a rule with an empty prefix', { prefix: '', does: days(2) }],
    ['beside being moved by access', { does: moving('IA', byAccess) + days(30) }],
  ])('%s', async (_, rule) => {
    await setRules(rule)
    expect(await check()).toMatchObject({
      state: 'ok',
      evidence: expect.stringContaining('rule-0'),
    })
  })
})

describe('reports are kept for ever', () => {
  it.each<[string, Rule]>([
    ['with a rule for others', { prefix: 'photos/weekly/', does: days(30) }],
    ['with a rule that is off', { status: 'Disabled', does: days(30) }],
    ['with a rule for what has a tag', { does: tag + days(30) }],
    ['with a rule for what is large', { does: large + days(30) }],
    ['with a rule for what was there before', { does: before }],
    ['with a rule for marks of deletion', { does: marker }],
    ['with a rule that moves', { does: moving('IA') }],
    [
      'with a rule for uploads',
      { does: '<AbortMultipartUpload><Days>3</Days></AbortMultipartUpload>' },
    ],
  ])('%s', async (_, rule) => {
    await setRules(rule)
    expect(await check()).toMatchObject({
      state: 'warning',
      evidence: expect.stringContaining('kept for ever'),
      fix: expect.stringContaining('"Prefix":"photos/daily/"'),
    })
  })
})

describe('reports go before the next one is there', () => {
  it.each<[string, Rule, RegExp]>([
    ['week', { does: days(7) }, /after 7 days, before the next one/],
    ['day', { prefix: 'photos/daily/data/', does: days(1) }, /after 1 days/],
    ['month', { does: days(31) }, /after 31 days/],
    ['day', { does: moving('ColdArchive') + days(30) }, /moves reports to ColdArchive/],
  ])('every %s with %o', async (every, rule, evidence) => {
    await setRules(rule)
    expect(await check(every)).toMatchObject({
      state: 'warning',
      evidence: expect.stringMatching(evidence),
    })
  })

  it('but not one that comes once', async () => {
    await setRules({ does: days(1) })
    expect(await check('once')).toMatchObject({ state: 'ok' })
  })
})

it('old reports stay as versions where only current ones expire', async () => {
  await setRules({ prefix: 'photos/daily/', does: days(30) })
  await world.putSetting(
    'versioning',
    '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
  )
  expect(await check()).toMatchObject({
    state: 'warning',
    evidence: expect.stringContaining('versioning of the bucket is Enabled'),
    fix: expect.stringContaining('"NoncurrentVersionExpiration":{"NoncurrentDays":30}'),
  })
  const noncurrent =
    '<NoncurrentVersionExpiration><NoncurrentDays>9</NoncurrentDays></NoncurrentVersionExpiration>'
  await setRules({ prefix: 'photos/daily/', does: days(30) + noncurrent })
  expect(await check()).toMatchObject({ state: 'ok' })
})
