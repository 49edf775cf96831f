import { InventoryError, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { ChangingStep, StepOutcome } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { exitCodeOfOutcomes } from '../apply/exit-code-of-outcomes.ts'
import { SnapshotKeeper } from '../apply/snapshot-keeper.ts'
import { stepOutcomeSchema } from './apply-output.ts'
import { outcomeDocument } from './outcome-document.ts'
import { outcomesInWords, sayOutcomes } from './say-outcomes.ts'

const desired = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', format: 'csv' },
})
const base = { provider: 'alibaba-oss', id: 'daily', desired, findings: [] }
const stepAt = (location: string): ChangingStep => ({ ...base, location, action: 'create' })
const step = stepAt('oss://photos')

const lost = new InventoryError('conflict', 'the replacement was interrupted', {
  recovery: { configuration: desired, findings: [] },
})
const expired = new InventoryError('unauthenticated', 'the token has expired', {
  service: { code: 'ExpiredToken', status: 403 },
})

const outcomes: readonly StepOutcome[] = [
  { outcome: 'done', step, result: 'written', findings: [] },
  {
    outcome: 'done',
    step: {
      ...base,
      location: 'oss://photos',
      action: 'replace',
      actual: { configuration: desired, findings: [] },
      differences: [],
      startsNewRun: false,
    },
    result: 'written',
    findings: [{ verdict: 'advisory', path: 'filter.size', message: 'does not show' }],
  },
  { outcome: 'done', step, result: 'deleted', findings: [] },
  { outcome: 'done', step, result: 'unchanged', findings: [] },
  { outcome: 'failed', step, error: lost },
  { outcome: 'failed', step, error: expired },
  ...[1, 2, 3, 4, 5, 6, 7].map((number): StepOutcome => ({
    outcome: 'skipped',
    step: stepAt(`oss://photos-${number}`),
    reason: 'unauthenticated',
  })),
  { outcome: 'unneeded', step },
]
const keeper = new SnapshotKeeper('kept', undefined, { folder: '.', now: () => new Date(0) })

it('sums up', () => {
  expect(outcomesInWords(outcomes)).toBe(
    '1 created, 1 replaced, 1 deleted, 1 unchanged, 2 failed, 7 skipped',
  )
  expect(outcomesInWords([])).toBe('0 created, 0 replaced, 0 deleted')
})

it('says what failed, what was there, what was skipped and what to do', () => {
  let text = ''
  const messages = {
    write: (more: string) => {
      text += more
    },
  }
  sayOutcomes({ outcomes, keeper, interrupted: false }, { messages, colour: false })
  expect(text).toBe(`oss://photos#daily:
advisory filter.size: does not show
error: oss://photos#daily: the replacement was interrupted
what was there before, for put to bring back:
id: daily
enabled: true
schedule: { every: day }
versions: current
fields: []
destination:
  bucket: reports
  format: csv
error: oss://photos#daily: the token has expired
  the service said: ExpiredToken, status 403
skipped oss://photos-1#daily, oss://photos-2#daily, oss://photos-3#daily, oss://photos-4#daily, oss://photos-5#daily and 2 more: the credentials of its connection were refused
to do: look what somebody else changed meanwhile; renew the credentials; then do it again: what is done stays done
`)
})

it('exits by what became of the steps', () => {
  const done = outcomes.filter(({ outcome }) => outcome === 'done' || outcome === 'unneeded')
  expect(exitCodeOfOutcomes({ outcomes: done, keeper, interrupted: false })).toBe(0)
  expect(exitCodeOfOutcomes({ outcomes, keeper, interrupted: false })).toBe(1)
  expect(exitCodeOfOutcomes({ outcomes, keeper, interrupted: true })).toBe(130)
})

it('makes documents that their schema takes', () => {
  for (const outcome of outcomes) {
    const document: unknown = JSON.parse(JSON.stringify(outcomeDocument(outcome, keeper)))
    expect(stepOutcomeSchema.parse(document)).toStrictEqual(document)
  }
})
