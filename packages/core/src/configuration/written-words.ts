import * as z from 'zod'

import { formatInstant, parseInstant } from '../record/instant.ts'
import { isNativeWord } from '../vocabulary/native-word.ts'
import type { Open } from '../vocabulary/native-word.ts'
import { wordsAreDistinct } from './configuration-rules.ts'
import { nearestWord } from './nearest-word.ts'

/** Advice from a table of words that people know from elsewhere, whatever their case. */
export function knownElsewhere(
  words: Iterable<readonly [string, string]>,
): (word: string) => string | undefined {
  const table = new Map([...words].map(([word, meant]) => [word.toLowerCase(), meant]))
  return (word) => {
    const meant = table.get(word.toLowerCase())
    return meant === undefined ? undefined : `write "${meant}"`
  }
}

/** What a person may write for a word, and what to say of anything else. */
export interface WordSet<Known extends string> {
  readonly known: Readonly<Record<Known, unknown>>
  /** `storage class`. */
  readonly what: string
  /** What to write instead of a word that is known from elsewhere. Default: the nearest of the known ones. */
  readonly advise?: (word: string) => string | undefined
}

/** One of a set of words, or a provider's own, qualified. */
export function openWord<Known extends string>(set: WordSet<Known>) {
  return z
    .string()
    .meta(wordMeta(set))
    .transform((word, context): Open<Known> => {
      if (isWord(set, word)) return word
      context.issues.push({ code: 'custom', input: word, message: wordProblem(set, word) })
      return z.NEVER
    })
}

/** A list of such words, in one step: a list of transformations takes several times as long. */
export function openWords<Known extends string>(set: WordSet<Known>) {
  return z.array(z.string().meta(wordMeta(set))).transform((words, context): Open<Known>[] => {
    const fitting: Open<Known>[] = []
    for (const [index, word] of words.entries()) {
      if (isWord(set, word)) fitting.push(word)
      else {
        const message = wordProblem(set, word)
        context.issues.push({ code: 'custom', input: word, path: [index], message })
      }
    }
    const twice = wordsAreDistinct.problem(words)
    if (twice !== undefined) context.issues.push({ code: 'custom', input: words, message: twice })
    return fitting
  })
}

function isWord<Known extends string>(set: WordSet<Known>, word: string): word is Open<Known> {
  return Object.hasOwn(set.known, word) || isNativeWord(word)
}

function wordMeta({ known }: WordSet<string>) {
  return { anyOf: [{ enum: Object.keys(known) }, { pattern: '^[a-z][a-z0-9-]*:[\\s\\S]' }] }
}

function wordProblem({ known, what, advise }: WordSet<string>, word: string): string {
  return `"${word}" is no ${what}; ${advise?.(word) ?? wordAdvice(word, Object.keys(known))}`
}

/** An ISO 8601 instant with an offset. */
export const writtenInstant = z
  .string()
  .check((context) => {
    const text = context.value
    if (parseInstant(text) !== undefined) return
    context.issues.push({ code: 'custom', input: text, message: instantAdvice(text) })
  })
  .meta({ format: 'date-time' })

/** Text that says something. */
export function writtenText(what: string) {
  return z
    .string()
    .check((context) => {
      if (context.value !== '') return
      context.issues.push({
        code: 'custom',
        input: '',
        message: `is empty; write ${what}`,
      })
    })
    .meta({ minLength: 1 })
}

/** A whole number of bytes. */
export const writtenBytes = z.int().min(0)

function wordAdvice(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words)
  if (nearest !== undefined) return `did you mean "${nearest}"?`
  return `write ${listed(words)}, or a provider's own as provider:word`
}

function instantAdvice(text: string): string {
  const [, date, , time] =
    /^(\d{4}-\d{2}-\d{2})([T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?$/.exec(text) ?? []
  if (date !== undefined) {
    const whole = time === undefined ? '00:00:00' : time.length === 5 ? `${time}:00` : time
    const rewrite = `${date}T${whole}Z`
    const what = time === undefined ? 'a bare date' : 'a local time'
    if (parseInstant(rewrite) !== undefined) {
      return `"${text}" is ${what}; write "${rewrite}" for UTC, or with its offset, as in "${rewrite.replace('Z', '+08:00')}"`
    }
  }
  const [finer] = /\.\d{4,}/.exec(text) ?? []
  if (finer !== undefined && parseInstant(text.replace(finer, finer.slice(0, 4))) !== undefined) {
    return `"${text}" is finer than milliseconds, which no report is; write "${text.replace(finer, finer.slice(0, 4))}"`
  }
  return `"${text}" is no instant; write one as "${formatInstant(Date.UTC(2021, 10, 25, 23, 40, 49))}"`
}

function listed(words: readonly string[]): string {
  return words.length > 8
    ? `one of ${words.join(', ')}`
    : words.map((word) => `"${word}"`).join(' or ')
}
