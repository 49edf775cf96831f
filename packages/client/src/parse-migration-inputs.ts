import { InventoryError, nearestWord, wrongInPlaces } from '@bucket-inventory/core'
import type { Problem } from '@bucket-inventory/core'

import type { MigrationInputs } from './migration-options.ts'
import { problemsOfValue } from './migration-values.ts'

/** The members of what was written, whatever each of them is. */
export interface WrittenInputs {
  readonly defaults: ReadonlyMap<string, unknown>
  readonly buckets: ReadonlyMap<string, string | null>
  readonly inventories: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

const members = ['defaults', 'buckets', 'inventories']

/**
 * Accepts the inputs of a migration as parsed from YAML or JSON, with values that are still left empty. Throws
 * `invalid-input` with every problem of its shape at once; what is wrong with a path, a value or an id is for `planMigration`
 * to say, which knows the source.
 */
export function parseMigrationInputs(written: unknown): MigrationInputs {
  const problems: Problem[] = []
  const { defaults, buckets, inventories } = readInputs(written, problems)
  if (problems.length > 0) throw wrongInputs(problems)
  return {
    defaults: Object.fromEntries(defaults),
    buckets: Object.fromEntries(buckets),
    inventories: Object.fromEntries(
      [...inventories].map(([id, values]) => [id, Object.fromEntries(values)]),
    ),
  }
}

/** As far as the shape allows; what is wrong with it is added to the problems. */
export function readInputs(written: unknown, problems: Problem[]): WrittenInputs {
  const inputs = membersOf(written, '', problems)
  for (const key of inputs.keys()) {
    if (members.includes(key) || key === '$schema') continue
    if (key === 'apiVersion' && inputs.get(key) === 'bucket-inventory/v1') continue
    problems.push({ path: key, message: memberAdvice(key) })
  }
  const buckets = membersOf(inputs.get('buckets'), 'buckets', problems)
  const inventories = membersOf(inputs.get('inventories'), 'inventories', problems)
  return {
    defaults: membersOf(inputs.get('defaults'), 'defaults', problems),
    buckets: new Map(
      [...buckets].flatMap(([name, value]) => {
        if (typeof value === 'string' || value === null) return [[name, value] as const]
        const wrong = problemsOfValue('destination.bucket', value)
        problems.push(...wrong.map(({ message }) => ({ path: `buckets.${name}`, message })))
        return []
      }),
    ),
    inventories: new Map(
      [...inventories].map(([id, values]) => [
        id,
        membersOf(values, `inventories.${id}`, problems),
      ]),
    ),
  }
}

/** One `invalid-input` of all problems. */
export function wrongInputs(problems: readonly Problem[]): InventoryError {
  const { message } = wrongInPlaces(problems, 'input of the migration')
  return new InventoryError('invalid-input', message, { problems })
}

/** Nothing (YAML with comments only) has no members. */
function membersOf(value: unknown, path: string, problems: Problem[]): Map<string, unknown> {
  if (value === undefined || value === null) return new Map()
  if (typeof value === 'object' && !Array.isArray(value)) return new Map(Object.entries(value))
  const wanted = path === '' ? members.join(', ') : path === 'buckets' ? 'names' : 'paths'
  problems.push({ path, message: `an object with ${wanted} as keys is wanted here` })
  return new Map()
}

function memberAdvice(key: string): string {
  if (key === 'apiVersion') return 'write "bucket-inventory/v1", or leave it out'
  const nearest = nearestWord(key, members)
  const advice =
    nearest === undefined ? `known here: ${members.join(', ')}` : `did you mean "${nearest}"?`
  return `unknown key "${key}"; ${advice}`
}
