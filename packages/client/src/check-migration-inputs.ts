import { isConfigurationPath, isWithin, leafPaths, nearestWord } from '@bucket-inventory/core'
import type { ConfigurationPath, InventoryConfiguration, Problem } from '@bucket-inventory/core'

import { problemsOfValue } from './migration-values.ts'
import type { ValuesByPath } from './migration-values.ts'
import type { WrittenInputs } from './parse-migration-inputs.ts'

/** What was given, as far as nothing is wrong with it. */
export interface GivenInputs {
  /** For what needs a value. */
  readonly defaults: ValuesByPath
  /** What takes the place of an inventory's own, by its id at the source. */
  readonly values: ReadonlyMap<string, ValuesByPath>
}

/** What the inputs give to the inventories of the source; what is wrong with them is added to the problems, all at once. */
export function checkInputs(
  inputs: WrittenInputs,
  source: readonly InventoryConfiguration[],
  problems: Problem[],
): GivenInputs {
  const defaults = new Map(
    valuesIn(inputs.defaults, 'defaults', problems).filter(([path, value]) => {
      const message = path === 'id' ? severalIds : isEmpty(value) ? leftEmpty : undefined
      if (message !== undefined) problems.push({ path: `defaults.${path}`, message })
      return message === undefined
    }),
  )
  checkBuckets(inputs, source, defaults, problems)
  checkIds(inputs, source, problems)
  const written = new Map(
    [...inputs.inventories].map(([id, values]) => [
      id,
      valuesIn(values, `inventories.${id}`, problems),
    ]),
  )
  const values = new Map(
    source.map(({ id, destination }) => {
      const bucket = inputs.buckets.get(destination.bucket)
      const fallback = new Map(defaults)
      if (!isEmpty(bucket)) fallback.set('destination.bucket', bucket)
      return [id, ownValues(written.get(id) ?? [], { id, bucket, fallback }, problems)]
    }),
  )
  return { defaults, values }
}

interface Fallback {
  readonly id: string
  /** Where the reports of the inventory go now. */
  readonly bucket: string | null | undefined
  /** What an empty value stands for. */
  readonly fallback: ValuesByPath
}

function ownValues(
  written: readonly (readonly [ConfigurationPath, unknown])[],
  { id, bucket, fallback }: Fallback,
  problems: Problem[],
): ValuesByPath {
  const own = new Map<ConfigurationPath, unknown>()
  if (!isEmpty(bucket)) own.set('destination.bucket', bucket)
  for (const [path, value] of written) {
    if (!isEmpty(value)) own.set(path, value)
    else if (fallback.has(path)) own.set(path, fallback.get(path))
    else problems.push({ path: `inventories.${id}.${path}`, message: leftEmpty })
  }
  return own
}

const leftEmpty = 'is left empty; write a value, or leave the line out'
const severalIds = 'an id is of one inventory only: give it under "inventories"'

/** The values that are of the right kind, or left empty. */
function valuesIn(
  written: ReadonlyMap<string, unknown>,
  at: string,
  problems: Problem[],
): (readonly [ConfigurationPath, unknown])[] {
  return [...written].flatMap(([path, value]) => {
    if (!isLeaf(path)) {
      problems.push({ path: `${at}.${path}`, message: pathAdvice(path) })
      return []
    }
    const wrong = isEmpty(value) ? [] : problemsOfValue(path, value)
    for (const problem of wrong) {
      problems.push({ path: `${at}.${path}${problem.path}`, message: problem.message })
    }
    return wrong.length === 0 ? [[path, value] as const] : []
  })
}

function checkBuckets(
  { buckets }: WrittenInputs,
  source: readonly InventoryConfiguration[],
  defaults: ValuesByPath,
  problems: Problem[],
): void {
  const delivered = new Set(source.map(({ destination }) => destination.bucket))
  for (const [name, bucket] of buckets) {
    const path = `buckets.${name}`
    if (!delivered.has(name)) {
      const message = `no inventory of the source delivers to "${name}"; ${advice(name, delivered)}`
      problems.push({ path, message })
    } else if (isEmpty(bucket) && !defaults.has('destination.bucket')) {
      problems.push({ path, message: leftEmpty })
    }
  }
}

/** That each is an id of the source, and that no id at the target is given twice. */
function checkIds(
  { inventories }: WrittenInputs,
  source: readonly InventoryConfiguration[],
  problems: Problem[],
): void {
  const known = new Set(source.map(({ id }) => id))
  const named = [...inventories].map(([id, values]) => ({ id, named: values.get('id') }))
  for (const { id, named: target } of named) {
    if (!known.has(id)) {
      const message = `the source has no inventory "${id}"; ${advice(id, known)}`
      problems.push({ path: `inventories.${id}`, message })
    }
    const others = named.filter((other) => other.id !== id && other.named === target)
    if (typeof target !== 'string' || target === '' || others.length === 0) continue
    const names = others.map((other) => `"${other.id}"`).join(' and ')
    problems.push({
      path: `inventories.${id}.id`,
      message: `"${target}" is given to ${names} too; each needs an id of its own`,
    })
  }
}

function advice(word: string, known: ReadonlySet<string>): string {
  const nearest = nearestWord(word, known)
  if (nearest !== undefined) return `did you mean "${nearest}"?`
  if (known.size === 0) return 'there is none'
  const shown = [...known].toSorted().slice(0, 8)
  return `there: ${shown.join(', ')}${known.size > shown.length ? ', …' : ''}`
}

function pathAdvice(path: string): string {
  if (isConfigurationPath(path)) {
    const parts = leafPaths.filter((leaf) => isWithin(leaf, path))
    return `has parts; write ${parts.join(', ')}, each as a key of its own`
  }
  const nearest =
    nearestWord(path, leafPaths) ?? leafPaths.find((leaf) => leaf.endsWith(`.${path}`))
  const known =
    nearest === undefined ? `known: ${leafPaths.join(', ')}` : `did you mean "${nearest}"?`
  return `"${path}" is no path of a configuration; ${known}`
}

function isLeaf(path: string): path is ConfigurationPath {
  return leafPaths.some((leaf) => leaf === path)
}

function isEmpty(value: unknown): value is null | undefined | '' {
  return value === undefined || value === null || value === ''
}
