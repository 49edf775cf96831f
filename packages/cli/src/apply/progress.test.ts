import { InventoryError, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { ApplyEvent, ChangingStep, StepOutcome } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { Progress } from './progress.ts'

const desired = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', format: 'csv' },
})
const step: ChangingStep = {
  action: 'create',
  location: 's3://photos',
  provider: 'aws-s3',
  id: 'daily\u0007',
  desired,
  findings: [],
}
const error = new InventoryError('throttled', 'slow\ndown')
const finished = (outcome: StepOutcome): ApplyEvent => ({ type: 'step-finished', outcome })

const events: readonly ApplyEvent[] = [
  { type: 'step-started', step },
  { type: 'step-retried', step, attempt: 2, error },
  { type: 'slowed-down', location: 's3://photos', milliseconds: 1234 },
  finished({ outcome: 'done', step, result: 'written', findings: [] }),
  finished({ outcome: 'failed', step, error }),
  finished({ outcome: 'skipped', step, reason: 'aborted' }),
  finished({ outcome: 'unneeded', step }),
]

function said(total: number, terminal: { readonly columns?: number }): string {
  let text = ''
  const messages = {
    write: (more: string) => {
      text += more
    },
  }
  const progress = new Progress(total, { messages, colour: false, ...terminal })
  for (const event of events) progress.on(event)
  progress.end()
  return text
}

it('says a line for whatever was begun', () => {
  expect(said(4, {})).toBe(`again s3://photos#daily\\u0007: attempt 2, as it was throttled
slower s3://photos: the service throttles; waiting 1.2 s
created s3://photos#daily\\u0007
failed s3://photos#daily\\u0007: slow\\u000adown
`)
})

it('draws a bar below the lines on a terminal, and takes it away', () => {
  const text = said(3, { columns: 12 })
  const drawn = text.split('\r\u001B[K')
  expect(drawn[0]).toBe('[-----] 0/3')
  expect(drawn.slice(3)).toStrictEqual([
    'created s3://photos#daily\\u0007\n[#----] 1/3',
    'failed s3://photos#daily\\u0007: slow\\u000adown\n[###--] 2/3',
    '',
  ])
})
