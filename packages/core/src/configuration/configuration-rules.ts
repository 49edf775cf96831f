import { parseInstant } from '../record/instant.ts'

/**
 * A rule over several members of one value. It runs also where a member is wrong in itself, so that everything is said at
 * once: it may meet anything, and says nothing about what is not of its type.
 */
export interface Rule {
  /** Where below its subject. */
  readonly path: readonly string[]
  /** What is wrong and what to do about it. */
  readonly problem: (subject: unknown) => string | undefined
}

/** `dayOfMonth` says something only of a monthly schedule. */
export const dayOfMonthIsMonthly: Rule = goesWith('dayOfMonth', 'every', 'month')

/** `deleteAfterRun` says something only of a single run. */
export const deleteAfterRunIsOnce: Rule = goesWith('deleteAfterRun', 'every', 'once')

/** A key goes with KMS only. */
export const keyGoesWithKms: Rule = goesWith('keyId', 'type', 'kms')

/** A range of times is not empty. */
export const fromIsNotAfterTo: Rule = {
  path: ['from'],
  problem: (range) => {
    const [from, to] = [member(range, 'from'), member(range, 'to')]
    if (typeof from !== 'string' || typeof to !== 'string') return undefined
    const [start, end] = [parseInstant(from), parseInstant(to)]
    return start === undefined || end === undefined || start <= end
      ? undefined
      : `"${from}" is after "to", "${to}": nothing would be listed`
  },
}

/** A range of sizes is not empty. */
export const minimumIsNotAboveMaximum: Rule = {
  path: ['min'],
  problem: (range) => {
    const [min, max] = [member(range, 'min'), member(range, 'max')]
    return typeof min !== 'number' || typeof max !== 'number' || min <= max
      ? undefined
      : `${min} is above "max", ${max}: nothing would be listed`
  },
}

/** Each word once. */
export const wordsAreDistinct: Rule = {
  path: [],
  problem: (words) => {
    const list: readonly unknown[] = Array.isArray(words) ? words : []
    const twice = list.find((word, index) => typeof word === 'string' && list.indexOf(word) < index)
    return typeof twice === 'string' ? `"${twice}" is there twice` : undefined
  },
}

/** The rule as a refinement. */
export function asCheck({ path, problem }: Rule) {
  const parameters = {
    path: [...path],
    when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
    error: ({ input }: { readonly input: unknown }) => problem(input),
  }
  return [(subject: unknown) => problem(subject) === undefined, parameters] as const
}

function goesWith(name: string, other: string, word: string): Rule {
  return {
    path: [name],
    problem: (subject) => {
      const found = member(subject, other)
      return member(subject, name) === undefined || typeof found !== 'string' || found === word
        ? undefined
        : `goes with "${other}: ${word}" only, not with "${other}: ${found}"`
    },
  }
}

function member(subject: unknown, name: string): unknown {
  return typeof subject === 'object' && subject !== null ? Reflect.get(subject, name) : undefined
}
