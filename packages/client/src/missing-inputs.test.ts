import type { Plan, PlanStep } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { missingInputs } from './missing-inputs.ts'

const desired = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: [],
  destination: { bucket: '…', format: 'parquet' },
} as const

const blocked: PlanStep = {
  action: 'blocked',
  location: 'oss://photos-cn',
  provider: 'alibaba-oss',
  id: 'daily',
  from: 's3://photos#daily #1',
  desired,
  findings: [
    {
      verdict: 'needs-input',
      path: 'destination.roleArn',
      expected: 'a role',
      example: 'acs:ram::1:role/R',
      message: 'OSS writes in a role',
      reference: 'https://example.com/role',
    },
    {
      verdict: 'lossy',
      path: 'destination.format',
      asked: 'parquet',
      consequence: 'other-format',
      message: 'CSV only',
    },
    { verdict: 'emulated', path: 'filter.size', asked: 1, addedFields: [], message: 'not here' },
    { verdict: 'dropped', path: 'fields', asked: 'owner', message: 'no such column' },
    {
      verdict: 'needs-input',
      path: 'id',
      expected: 'an id',
      example: 'daily-2',
      message: 'taken',
    },
  ],
}

const plan = (loss: Plan['loss'], ...steps: readonly PlanStep[]): Plan => ({ loss, steps })

it('collects what must be said in the order of the model, and what would be lost', () => {
  expect(missingInputs(plan('refuse', blocked))).toStrictEqual([
    {
      inventory: 'daily #1',
      from: 's3://photos#daily #1',
      location: 'oss://photos-cn',
      id: 'daily',
      values: [
        { path: 'id', expected: 'an id', example: 'daily-2', message: 'taken' },
        {
          path: 'destination.roleArn',
          expected: 'a role',
          example: 'acs:ram::1:role/R',
          message: 'OSS writes in a role',
        },
      ],
      losses: [blocked.findings[1], blocked.findings[2]],
    },
  ])
})

it('leaves out what may be lost', () => {
  const [missing] = missingInputs(plan(['lossy', 'filter'], blocked))
  expect(missing?.losses).toStrictEqual([])
})

it('has nothing of what is not blocked, nor of what is not copied', () => {
  const { from: _, ...declared } = blocked
  const created: PlanStep = { ...blocked, action: 'create', findings: [] }
  expect(missingInputs(plan('refuse', declared, created))).toStrictEqual([])
})
