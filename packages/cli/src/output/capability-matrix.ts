import { configurationPaths } from '@bucket-inventory/core'

import type { ProviderCapabilitiesOutput } from './capabilities-output.ts'
import { table } from './table.ts'

type PathEntry = ProviderCapabilitiesOutput['paths'][string]

/** Paths, values and behaviour as tables with a column for each provider, then the notes. */
export function capabilityMatrix(providers: readonly ProviderCapabilitiesOutput[]): string {
  const row = (name: string, cell: (each: ProviderCapabilitiesOutput) => string) =>
    [name].concat(providers.map(cell))
  const [first] = providers
  const values = Object.entries(first?.values ?? {}).flatMap(([path, words]) =>
    Object.keys(words).map((word) =>
      row(`${path}: ${word}`, (each) => each.values[path]?.[word] ?? 'unsupported'),
    ),
  )
  return [
    table(
      row('PATH', ({ provider }) => provider),
      configurationPaths.map((path) => row(path, (each) => pathCell(each.paths[path]))),
    ),
    table(
      row('VALUE', ({ provider }) => provider),
      values,
    ),
    table(
      row('BEHAVIOUR', ({ provider }) => provider),
      Object.keys(first?.behaviour ?? {}).map((name) =>
        row(name, ({ behaviour }) => String(Reflect.get(behaviour, name))),
      ),
    ),
    ...providers.map(notes),
  ].join('\n')
}

function pathCell(entry: PathEntry | undefined): string {
  if (entry === undefined) return 'unsupported'
  const { support, required, minimum, maximum, maximumLength, pattern } = entry
  const limits = [
    ...(required === true ? ['required'] : []),
    ...(minimum === undefined ? [] : [`>= ${minimum}`]),
    ...(maximum === undefined ? [] : [`<= ${maximum}`]),
    ...(maximumLength === undefined ? [] : [`up to ${maximumLength} characters`]),
    ...(pattern === undefined ? [] : [pattern]),
  ]
  return limits.length === 0 ? support : `${support} (${limits.join(', ')})`
}

function notes({ provider, checkedOn, paths }: ProviderCapabilitiesOutput): string {
  const lines = Object.entries(paths)
    .filter(([, { note }]) => note !== undefined)
    .map(([path, { note = '' }]) => `  ${path}: ${note}`)
  return [`${provider}, checked on ${checkedOn}:`, ...lines, ''].join('\n')
}
