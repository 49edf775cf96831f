import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Finding, Plan, PlanStep } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { painter } from './colour.ts'
import { planSchema } from './plan-schema.ts'
import { planState, planSummary } from './plan-summary.ts'
import { renderPlanFindings } from './render-plan-findings.ts'
import { renderPlan } from './render-plan.ts'

const desired = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'week' },
  destination: { bucket: 'reports', format: 'csv' },
})
const actual = { configuration: desired, findings: [] }

const lossy: Finding = {
  verdict: 'lossy',
  path: 'destination.format',
  asked: 'orc',
  consequence: 'other-format',
  message: 'OSS writes CSV only',
}
const needed: Finding = {
  verdict: 'needs-input',
  path: 'destination.roleArn',
  expected: 'a role',
  example: 'acs:ram::1:role/R',
  message: 'OSS assumes a role',
}
const advisory: Finding = { verdict: 'advisory', path: 'filter.size', message: 'does not show' }
const coerced: Finding = {
  verdict: 'coerced',
  path: 'schedule.every',
  asked: 'month',
  carried: 'week',
  message: 'carried as a week',
}

const oss = { location: 'oss://prod@photos-cn', provider: 'alibaba-oss' }
const s3 = { location: 's3://photos', provider: 'aws-s3' }

const steps: readonly PlanStep[] = [
  { ...oss, id: 'new', action: 'create', desired, findings: [coerced], residual: { prefix: 'a' } },
  {
    ...oss,
    id: 'other',
    action: 'replace',
    desired,
    actual,
    findings: [],
    startsNewRun: true,
    differences: [
      { path: 'schedule.every', actual: 'day', desired: 'week' },
      { path: 'filter.size.min', actual: undefined, desired: 1024 },
      { path: 'fields', actual: ['size'], desired: ['size', 'etag'] },
      { path: 'filter.prefix', actual: 'a\u001B[31m "b"', desired: 'none' },
    ],
  },
  { ...oss, id: 'old', action: 'delete', actual },
  { ...oss, id: 'once', action: 'consumed-or-absent', desired },
  { ...s3, id: 'same', action: 'unchanged', desired, actual, findings: [coerced, advisory] },
  { ...s3, id: 'theirs', action: 'foreign', actual, managed: false },
  { ...s3, id: 'bi-left', action: 'foreign', actual, managed: true },
  {
    ...s3,
    id: 'stuck',
    action: 'blocked',
    desired,
    findings: [needed, lossy, coerced],
    from: 'oss://a#stuck',
  },
  {
    ...s3,
    id: '',
    action: 'unreadable',
    error: { code: 'permission-denied', message: 'no right\u0007' },
  },
]
const plan: Plan = { loss: 'refuse', steps }

describe('a small plan', () => {
  it('has a line for each step, each difference, and a summary', () => {
    expect(renderPlan(plan, painter(false))).toBe(
      `oss://prod@photos-cn
  + create new
  ~ replace other, starts a new run
      schedule.every: day -> week
      filter.size.min: none -> 1024
      fields: [size] -> [size, etag]
      filter.prefix: "a\\u001b[31m \\"b\\"" -> "none"
  - delete old
  o consumed or absent once: it ran, or never did; --run-again creates it
s3://photos
  = unchanged same
  . foreign theirs: left alone
  . foreign bi-left: not declared; --prune would delete it
  ! blocked stuck, from oss://a#stuck: needs destination.roleArn; would lose destination.format
  ? unreadable: no right\\u0007
1 to create, 1 to replace, 1 to delete, 1 unchanged, 2 foreign, 1 consumed or absent, 1 blocked, 1 unreadable
`,
    )
  })

  it('is painted where colours show', () => {
    const text = renderPlan(plan, painter(true))
    expect(text).toContain('\u001B[32m+ create new\u001B[0m')
    expect(text).toContain('schedule.every: \u001B[31mday\u001B[0m -> \u001B[32mweek\u001B[0m')
  })

  it('says only what forbids something of what is blocked', () => {
    const allowed = renderPlan({ ...plan, loss: ['lossy'] }, painter(false))
    expect(allowed).toContain('! blocked stuck, from oss://a#stuck: needs destination.roleArn\n')
  })
})

it('is short about what stays as it is, where the plan is not', () => {
  const many = Array.from({ length: 40 }, (_, index): PlanStep => ({
    location: `s3://photos-${index}`,
    provider: 'aws-s3',
    id: 'same',
    action: 'unchanged',
    desired,
    actual,
    findings: [],
  }))
  expect(
    renderPlan({ loss: 'refuse', steps: [...many, ...steps.slice(5, 7)] }, painter(false)),
  ).toBe(
    `s3://photos
  . foreign bi-left: not declared; --prune would delete it
  . 1 foreign: left alone
0 to create, 0 to replace, 0 to delete, 40 unchanged, 2 foreign
`,
  )
})

it('says the findings once for all that share them, and of what is unchanged only what does not show', () => {
  const more = ['b', 'c', 'd', 'e'].map((id): PlanStep => ({
    ...oss,
    id,
    action: 'create',
    desired,
    findings: [coerced],
    residual: { prefix: 'a' },
  }))
  expect(renderPlanFindings({ steps: [...steps, ...more] }, painter(false))).toBe(
    `oss://prod@photos-cn#new, oss://prod@photos-cn#b, oss://prod@photos-cn#c and 2 more:
coerced schedule.every: carried as a week
left to who reads the reports: key begins with "a"
s3://photos#same:
advisory filter.size: does not show
s3://photos#stuck:
needs-input destination.roleArn: OSS assumes a role
  expected: a role, such as acs:ram::1:role/R
lossy destination.format: OSS writes CSV only
  other-format: reports come in another format
coerced schedule.every: carried as a week
`,
  )
})

it('has something to do, nothing, or something that stands in the way', () => {
  const stateOf = (...some: readonly PlanStep[]) => planState(planSummary(some))
  expect(stateOf(...steps)).toBe('refused')
  expect(stateOf(...steps.slice(-1))).toBe('refused')
  expect(stateOf(...steps.slice(0, 7))).toBe('pending')
  expect(stateOf(...steps.slice(3, 7))).toBe('nothing')
})

it('is a document that its schema takes', () => {
  const document: unknown = JSON.parse(JSON.stringify(plan))
  expect(planSchema.parse(document)).toStrictEqual(document)
})

it('says once why buckets of one connection cannot be read', () => {
  const unreadable = (bucket: string, message: string): Plan['steps'][number] => ({
    location: `s3://other@${bucket}`,
    provider: 'aws-s3',
    id: 'daily',
    action: 'unreadable',
    error: { code: 'permission-denied', message },
  })
  const text = renderPlan(
    {
      loss: 'refuse',
      steps: [
        unreadable('logs-a', 'bucket "logs-a": no role'),
        unreadable('logs-b', 'bucket "logs-b": no role'),
        unreadable('logs-c', 'bucket "logs-c" is not there'),
      ],
    },
    painter(false),
  )
  expect(text.split('\n').filter((line) => line.startsWith('  '))).toStrictEqual([
    '  ? unreadable daily: bucket "logs-a": no role',
    '  ? unreadable daily: as at s3://other@logs-a',
    '  ? unreadable daily: bucket "logs-c" is not there',
  ])
})
