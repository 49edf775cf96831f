import { intersectFilters, normaliseFilter } from '@bucket-inventory/core'
import type { InventoryFilter, Problem } from '@bucket-inventory/core'

import type { CompareOptions, KeyRewrite } from './compare-options.ts'
import { called } from './compared-report.ts'
import type { ReportSide } from './compared-report.ts'
import { filterInWords } from './filter-in-words.ts'
import { refusal, refuse } from './refuse.ts'
import { rewritePrefix } from './rewrite-key.ts'

/**
 * The filter that both sides must meet beside their own ones, in the keys of the right side: what was asked for and, where both
 * configurations are known, what both list. Throws `invalid-configuration` where they list different things.
 */
export function commonFilter(
  left: ReportSide,
  right: ReportSide,
  { where = {}, rewriteKey, scope }: Pick<CompareOptions, 'where' | 'rewriteKey' | 'scope'>,
): InventoryFilter {
  if (left.configuration === undefined || right.configuration === undefined) return where
  const ofLeft = normaliseFilter(left.configuration.filter ?? {}) ?? {}
  const ofRight = normaliseFilter(right.configuration.filter ?? {}) ?? {}
  const unequal = (path: keyof InventoryFilter, words: Words, advice: string): Problem => ({
    path: `filter.${path}`,
    message: `${called(left)} lists ${words[0]}, ${called(right)} ${words[1]}: ${advice}`,
  })
  const problems = (['lastModified', 'storageClasses'] as const).flatMap((part) => {
    const words = both(ofLeft, ofRight, part)
    return words[0] === words[1] ? [] : [unequal(part, words, `${unlike[part]}; ${listTheSame}`)]
  })
  const prefix = prefixOfLeft(ofLeft.prefix, ofRight.prefix, rewriteKey)
  if (prefix === undefined) {
    const advice = `what the first become when they are rewritten is no prefix; ${listTheSame}`
    const problem = unequal('prefix', both(ofLeft, ofRight, 'prefix'), advice)
    throw refusal('invalid-configuration', [problem, ...problems])
  }
  const fromLeft = narrow({ ...ofLeft, prefix }, where)
  const fromRight = narrow(ofRight, where)
  const common =
    fromLeft === 'nothing' || fromRight === 'nothing'
      ? 'nothing'
      : intersectFilters(fromLeft, fromRight)
  if (common === 'nothing') {
    const [one, other] = both(fromLeft, fromRight, 'prefix')
    const part = one !== other || one === 'nothing' ? 'prefix' : 'size'
    const problem = unequal(part, both(fromLeft, fromRight, part), nothingInBoth)
    throw refusal('invalid-configuration', [problem, ...problems])
  }
  for (const part of ['prefix', 'size'] as const) {
    const words = both(fromLeft, fromRight, part)
    if (words[0] !== words[1] && scope !== 'intersect') {
      problems.push(unequal(part, words, compareBoth))
    }
  }
  refuse('invalid-configuration', problems)
  return { ...where, ...common }
}

type Words = readonly [string, string]

const listTheSame = 'have both configurations list the same, or compare without them'
const compareBoth = 'compare what both list (`scope: intersect`), or have them list the same'
const nothingInBoth = 'there is nothing that both list and that is to be compared'

const unlike = {
  lastModified: 'a copy is newer than its source, so that neither can be narrowed to the other',
  storageClasses:
    'a copy may be of another class than its source, so that neither can be narrowed to the other',
} as const

function both(
  left: InventoryFilter | 'nothing',
  right: InventoryFilter | 'nothing',
  part: keyof InventoryFilter,
): Words {
  return [filterInWords(left, part), filterInWords(right, part)]
}

/** Of two that list all keys nothing is left out, whatever becomes of them. */
function prefixOfLeft(left = '', right = '', rewrite: KeyRewrite | undefined): string | undefined {
  return left === '' && right === '' ? '' : rewritePrefix(left, rewrite)
}

/** What can be narrowed of both sides alike: their keys and sizes. */
function narrow(filter: InventoryFilter, where: InventoryFilter): InventoryFilter | 'nothing' {
  return intersectFilters(keysAndSizes(filter), keysAndSizes(where))
}

function keysAndSizes({ prefix, size }: InventoryFilter): InventoryFilter {
  return {
    ...(prefix === undefined || prefix === '' ? {} : { prefix }),
    ...(size === undefined ? {} : { size }),
  }
}
