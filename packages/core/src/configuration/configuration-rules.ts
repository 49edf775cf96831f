import { parseInstant } from '../record/instant.ts'

/** What a rule finds: where below its subject, and what to do about it. */
export interface RuleProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/**
 * A rule over several members of one object. It also runs where a member is wrong in itself, and then may meet anything
 * in its place: it must say nothing about what is not of its type.
 */
export type Rule<Subject> = (subject: Subject) => RuleProblem | undefined

interface WrittenSchedule {
  readonly every: string
  readonly dayOfMonth?: number
  readonly deleteAfterRun?: boolean
}

/** `dayOfMonth` says something only of a monthly schedule. */
export const dayOfMonthIsMonthly: Rule<WrittenSchedule> = ({ every, dayOfMonth }) =>
  dayOfMonth === undefined || every === 'month' || typeof every !== 'string'
    ? undefined
    : { path: ['dayOfMonth'], message: `goes with "every: month" only, not with "every: ${every}"` }

/** `deleteAfterRun` says something only of a single run. */
export const deleteAfterRunIsOnce: Rule<WrittenSchedule> = ({ every, deleteAfterRun }) =>
  deleteAfterRun === undefined || every === 'once' || typeof every !== 'string'
    ? undefined
    : {
        path: ['deleteAfterRun'],
        message: `goes with "every: once" only, not with "every: ${every}"`,
      }

/** A range of times is not empty. */
export const fromIsNotAfterTo: Rule<{ readonly from?: string; readonly to?: string }> = ({
  from,
  to,
}) => {
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  const [start, end] = [parseInstant(from), parseInstant(to)]
  return start === undefined || end === undefined || start <= end
    ? undefined
    : { path: ['from'], message: `"${from}" is after "to", "${to}": nothing would be listed` }
}

/** A range of sizes is not empty. */
export const minimumIsNotAboveMaximum: Rule<{ readonly min?: number; readonly max?: number }> = ({
  min,
  max,
}) =>
  typeof min !== 'number' || typeof max !== 'number' || min <= max
    ? undefined
    : { path: ['min'], message: `${min} is above "max", ${max}: nothing would be listed` }

/** A key goes with KMS only. */
export const keyGoesWithKms: Rule<{ readonly type: string; readonly keyId?: string }> = ({
  type,
  keyId,
}) =>
  keyId === undefined || type === 'kms'
    ? undefined
    : { path: ['keyId'], message: `goes with "type: kms" only, not with "type: ${type}"` }

/** Each word once. */
export const wordsAreDistinct: Rule<readonly string[]> = (words) => {
  const index = words.findIndex(
    (word, position) => typeof word === 'string' && words.indexOf(word) < position,
  )
  return index < 0 ? undefined : { path: [index], message: `"${words[index]}" is there twice` }
}
