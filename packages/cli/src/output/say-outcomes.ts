import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode, SkipReason, StepOutcome } from '@bucket-inventory/core'

import type { CarriedOut } from '../apply/carried-out.ts'
import type { CommandContext } from '../command.ts'
import { painter } from './colour.ts'
import { outcomeWord, skipReasons } from './outcome-in-words.ts'
import type { OutcomeWord } from './outcome-in-words.ts'
import { printable } from './printable.ts'
import { renderError } from './render-error.ts'
import { renderFindings } from './render-findings.ts'
import { shellWord } from './shell-word.ts'
import { stepInWords } from './step-in-words.ts'

type Failed = Extract<StepOutcome, { readonly outcome: 'failed' }>

/** `2 created, 1 replaced, 0 deleted`, and what is not done. */
export function outcomesInWords(outcomes: readonly StepOutcome[]): string {
  const words = outcomes.map(outcomeWord)
  const count = (word: OutcomeWord) => words.filter((other) => other === word).length
  const always = (['created', 'replaced', 'deleted'] as const).map(
    (word) => `${count(word)} ${word}`,
  )
  const others = (['failed', 'skipped'] as const).flatMap((word) =>
    count(word) === 0 ? [] : [`${count(word)} ${word}`],
  )
  const already = count('unchanged') === 0 ? [] : [`${count('unchanged')} unchanged`]
  return [...always, ...already, ...others].join(', ')
}

/** Says what failed and what to do about it, what was skipped, and where what was there is kept. */
export function sayOutcomes(
  { outcomes, keeper, interrupted }: CarriedOut,
  { messages, colour }: Pick<CommandContext, 'messages' | 'colour'>,
): void {
  const paint = painter(colour)
  for (const outcome of outcomes) {
    if (outcome.outcome === 'done' && outcome.findings.length > 0) {
      messages.write(
        `${paint('bold', stepInWords(outcome.step))}:\n${renderFindings(outcome.findings, paint)}`,
      )
    }
  }
  const failed = outcomes.filter((outcome) => outcome.outcome === 'failed')
  for (const outcome of failed) {
    const file = keeper.fileOf(outcome.step)
    messages.write(renderError(failureOf(outcome, file), paint))
    if (file !== undefined) {
      messages.write(`  what was there is kept: bucket-inventory restore ${shellWord(file)}\n`)
    }
  }
  for (const line of [...skippedLines(outcomes), ...adviceLines(failed)])
    messages.write(`${line}\n`)
  if (keeper.count > 0) messages.write(`${keptLine(keeper.count, printable(keeper.folder))}\n`)
  if (interrupted) messages.write('interrupted\n')
}

function keptLine(count: number, folder: string): string {
  const command = 'bucket-inventory restore FILE brings'
  return count === 1
    ? `the previous configuration is kept in ${folder}; ${command} it back`
    : `the previous configurations of ${count} inventories are kept in ${folder}, a file each; ${command} one back`
}

/** The error with the inventory in front; what was there is not repeated where a file holds it. */
function failureOf({ step, error }: Failed, file: string | undefined): InventoryError {
  const { code, message, problems, findings, position, service, recovery } = error
  return new InventoryError(code, `${step.location}#${step.id}: ${message}`, {
    problems,
    findings,
    ...(position === undefined ? {} : { position }),
    ...(service === undefined ? {} : { service }),
    ...(recovery === undefined || file !== undefined ? {} : { recovery }),
  })
}

function skippedLines(outcomes: readonly StepOutcome[]): string[] {
  const reasons = new Map<SkipReason, string[]>()
  for (const outcome of outcomes) {
    if (outcome.outcome !== 'skipped') continue
    const others = reasons.get(outcome.reason) ?? []
    others.push(stepInWords(outcome.step))
    reasons.set(outcome.reason, others)
  }
  return [...reasons].map(([reason, places]) => {
    const named = places.slice(0, 5).join(', ')
    const rest = places.length > 5 ? ` and ${places.length - 5} more` : ''
    return `skipped ${named}${rest}: ${skipReasons[reason]}`
  })
}

const advice: Readonly<Partial<Record<InventoryErrorCode, string>>> = {
  unauthenticated: 'renew the credentials',
  'permission-denied': 'ask for the right to do this',
  'limit-exceeded': 'delete what the bucket does not need',
  'not-found': 'look whether the bucket is there',
  conflict: 'look what somebody else changed meanwhile',
  throttled: 'wait a while, or use a lower --concurrency',
  unavailable: 'wait a while',
  storage: 'make room for what is kept, or name another folder with --snapshots',
}

function adviceLines(failed: readonly Failed[]): string[] {
  const codes = new Set(failed.map(({ error }) => error.code))
  const lines = [...codes].flatMap((code) => {
    const text = advice[code]
    return text === undefined ? [] : [text]
  })
  return lines.length === 0
    ? []
    : [`to do: ${lines.join('; ')}; then do it again: what is done stays done`]
}
