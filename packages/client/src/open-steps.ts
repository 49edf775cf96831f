import { InventoryError, isChange, isInventoryError, parseLocation } from '@bucket-inventory/core'
import type { BucketInventories, Location, Plan, PlanStep, Problem } from '@bucket-inventory/core'

import type { OpenedBucket } from './opened-bucket.ts'

/** A step, and the bucket that it is about. */
export interface OpenedStep<Step extends PlanStep = PlanStep> {
  readonly step: Step
  /** Among the steps of the plan, from 0. */
  readonly index: number
  /** The same one for all steps of a location. */
  readonly inventories: BucketInventories
}

/**
 * The steps of a plan with their buckets. Sends nothing. Throws one `invalid-input` with everything that keeps the plan from
 * being carried out as it reads: a plan may come from a file, and somebody may have edited it.
 */
export function openSteps(plan: Plan, open: (location: Location) => OpenedBucket): OpenedStep[] {
  const opened = new Map<string, BucketInventories | InventoryError>()
  const changed = new Map<string, number>()
  const problems: Problem[] = []
  const steps = plan.steps.flatMap((step, index): OpenedStep[] => {
    const path = `steps[${index}]`
    const inventories = opened.get(step.location) ?? openLocation(step.location, open)
    opened.set(step.location, inventories)
    if (isInventoryError(inventories)) {
      problems.push({ path: `${path}.location`, message: inventories.message })
      return []
    }
    problems.push(...contradictions(step, inventories, path))
    if (isChange(step)) {
      const place = `${step.location}#${step.id}`
      const first = changed.get(place)
      if (first === undefined) changed.set(place, index)
      else problems.push({ path, message: `steps[${first}] changes ${place} already` })
    }
    return [{ step, index, inventories }]
  })
  if (problems.length > 0) throw notToBeCarriedOut(problems)
  return steps
}

function openLocation(
  location: string,
  open: (location: Location) => OpenedBucket,
): BucketInventories | InventoryError {
  try {
    return open(parseLocation(location)).inventories
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
}

/** Where the parts of a step do not fit each other, nobody knows which of them was looked at and agreed to. */
function contradictions(step: PlanStep, { provider }: BucketInventories, path: string): Problem[] {
  const problems: Problem[] = []
  if (step.provider !== provider.name) {
    problems.push({
      path: `${path}.provider`,
      message: `the plan was made for ${step.provider}, but ${step.location} is ${provider.name}`,
    })
  }
  for (const part of ['desired', 'actual'] as const) {
    const id = idOf(step, part)
    if (id === undefined || id === step.id) continue
    problems.push({
      path: `${path}.${part === 'actual' ? 'actual.configuration' : part}.id`,
      message: `"${id}" is not the id of the step, "${step.id}"`,
    })
  }
  return problems
}

function idOf(step: PlanStep, part: 'desired' | 'actual'): string | undefined {
  if (part === 'desired') return 'desired' in step ? step.desired.id : undefined
  return 'actual' in step ? step.actual.configuration.id : undefined
}

function notToBeCarriedOut(problems: readonly Problem[]): InventoryError {
  const lines = problems.map(({ path, message }) => `${path}: ${message}`)
  const text = lines.length === 1 ? ` ${lines.join('')}` : `\n${lines.join('\n')}`
  return new InventoryError('invalid-input', `the plan cannot be carried out:${text}`, { problems })
}
