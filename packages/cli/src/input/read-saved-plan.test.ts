import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { savePlan } from '../output/save-plan.ts'
import { planDigest } from '../output/saved-plan.ts'
import { savedPlanIn } from './read-saved-plan.ts'

const desired = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'week' },
  filter: { prefix: 'täglich/"\u0007' },
  destination: { bucket: 'reports', format: 'csv' },
})
const base = { location: 'oss://prod@photos-cn', provider: 'alibaba-oss', id: 'daily' }
const plan: Plan = {
  connections: { prod: { provider: 'alibaba-oss', roles: ['acs:ram::1:role/R'] } },
  loss: ['lossy', 'filter.size'],
  steps: [
    {
      ...base,
      action: 'replace',
      desired,
      actual: { configuration: desired, findings: [] },
      differences: [{ path: 'filter.size.min', desired: 1024, actual: undefined }],
      startsNewRun: true,
      findings: [{ verdict: 'dropped', path: 'fields', asked: undefined, message: 'x' }],
    },
  ],
}

const now = () => new Date('2026-11-21T20:58:00.123Z')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function saved(): Promise<string> {
  await savePlan(plan, 'plan.json', { folder, now })
  return readFile(join(folder, 'plan.json'), 'utf8')
}

it('gives back what was saved, which only its owner reads', async () => {
  const read = savedPlanIn(await saved(), 'plan.json')
  expect(read).toEqual(plan)
  expect((await stat(join(folder, 'plan.json'))).mode & 0o777).toBe(0o600)
})

it('gives back what was saved and laid out anew', async () => {
  const document: unknown = JSON.parse(await saved())
  expect(savedPlanIn(JSON.stringify(document), 'plan.json')).toEqual(plan)
})

it('never writes over a file', async () => {
  const before = await saved()
  await expect(savePlan(plan, 'plan.json', { folder, now })).rejects.toMatchObject({
    code: 'storage',
    message:
      'the plan was not saved: the file plan.json is there already; choose another with --out',
  })
  expect(await readFile(join(folder, 'plan.json'), 'utf8')).toBe(before)
})

it('says why a plan cannot be saved', async () => {
  await expect(savePlan(plan, 'none/plan.json', { folder, now })).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringMatching(/^the plan cannot be saved: ENOENT/),
  })
})

it.each(['', 'id: daily', '{}', '[]', '{ "kind": "snapshot" }', '{ kind: plan', '"plan"'])(
  'finds no plan in %j',
  (text) => {
    expect(savedPlanIn(text, 'x')).toBeUndefined()
  },
)

describe('refuses a plan', () => {
  const advice = 'nothing was changed: make a new plan with bucket-inventory plan'

  it.each([
    ['whose values were edited', '"every": "week"', '"every": "day"'],
    ['whose digest was edited', '"digest": "sha256:', '"digest": "sha256:0'],
    ['from which a step was taken', '"action": "replace"', '"action": "create"'],
    ['to which something was added', '"loss": [', '"more": 1, "loss": ['],
    ['that lacks its digest', '"digest"', '"digset"'],
  ])('%s', async (_, before, after) => {
    const text = await saved()
    expect(text).toContain(before)
    expect(() => savedPlanIn(text.replace(before, after), 'plan.json')).toThrow(
      `the plan plan.json was edited after it was saved: its digest does not fit; ${advice}`,
    )
  })

  it('that was cut off', async () => {
    const text = await saved()
    expect(() => savedPlanIn(text.slice(0, -20), 'plan.json')).toThrow(
      `the plan plan.json was cut off or edited, and is no JSON any more; ${advice}`,
    )
  })

  it('of another version, or of a shape that is not known', async () => {
    const text = await saved()
    expect(() => savedPlanIn(text.replace('/v1', '/v2'), 'plan.json')).toThrow(
      `the plan plan.json was saved by another version of this command, as bucket-inventory/v2; ${advice}`,
    )
    const other = { ...plan, more: 1 }
    const document = {
      apiVersion: 'bucket-inventory/v1',
      kind: 'plan',
      created: '2026-11-21T20:58:00Z',
      plan: other,
      digest: planDigest(other),
    }
    expect(() => savedPlanIn(JSON.stringify(document), 'plan.json')).toThrow(
      `the plan plan.json was saved by another version of this command; ${advice}`,
    )
  })

  it('with the name of its file, as what is wrong in a file is no wrong use', async () => {
    const text = await saved()
    try {
      savedPlanIn(text.replace('/v1', '/v2'), 'plan.json')
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-input', position: { file: 'plan.json' } })
    }
    expect.assertions(1)
  })
})
