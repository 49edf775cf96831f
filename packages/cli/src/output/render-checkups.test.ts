import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import type { CheckupOutput } from './doctor-output.ts'
import { checkupsInWords, checkupSummary, renderCheckups } from './render-checkups.ts'

function checkup(more: Partial<CheckupOutput> = {}): CheckupOutput {
  const base = { location: 's3://photos', provider: 'aws-s3', id: 'daily' }
  return { ...base, of: 'both', verdict: 'ok', checks: [], ...more }
}

const ok = { name: 'source-bucket', state: 'ok', evidence: 'it is there' } as const
const failure = { name: 'policy', state: 'failure', evidence: 'there is none' } as const

it('leaves out what is as it should be, but where all is asked for', () => {
  const checkups = [checkup({ verdict: 'failure', checks: [ok, failure] })]
  const head = 's3://photos#daily: will not be delivered\n  failure  policy: there is none\n'
  expect(renderCheckups(checkups, { all: false }, painter(false))).toBe(head)
  expect(renderCheckups(checkups, { all: true }, painter(false))).toBe(
    `${head}  ok       source-bucket: it is there\n`,
  )
})

it('says which is which where an inventory is not as it is declared', () => {
  const checkups = [
    checkup({ of: 'declared' }),
    checkup({ of: 'stored', verdict: 'failure' }),
    checkup({ id: 'other', of: 'stored' }),
  ]
  expect(renderCheckups(checkups, { all: false }, painter(false))).toBe(
    `s3://photos#daily, as declared: will be delivered
s3://photos#daily, as it stands: will not be delivered
`,
  )
  expect(checkupSummary(checkups)).toStrictEqual({ ok: 1, warning: 0, failure: 1, unknown: 0 })
})

it('counts each that cannot be read, and says why', () => {
  const error = { code: 'protocol', message: 'it is no XML', retryable: false } as const
  const unreadable = checkup({ id: '', of: 'stored', verdict: 'unknown', error })
  expect(checkupSummary([unreadable, unreadable]).unknown).toBe(2)
  expect(renderCheckups([unreadable], { all: false }, painter(false))).toContain('  it is no XML\n')
})

it.each([
  [{ ok: 1, warning: 0, failure: 0, unknown: 0 }, '1 inventory: 1 will be delivered'],
  [
    { ok: 1200, warning: 1, failure: 2, unknown: 3 },
    '1,206 inventories: 1,200 will be delivered, 1 will be, with a warning, 2 will not be delivered, 3 unknown',
  ],
])('says what %j come to', (summary, text) => {
  expect(checkupsInWords(summary)).toBe(text)
})
