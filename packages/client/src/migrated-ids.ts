import type { Finding, NeedsInputFinding, PathCapability } from '@bucket-inventory/core'

import type { MigratedInventory } from './migrate-inventory.ts'

/** What is to be said of the ids of a migration. */
export interface MigratedIds {
  /** What keeps an inventory from having its id at the target, whatever is there; by id at the source. */
  readonly findings: ReadonlyMap<string, NeedsInputFinding>
  /** An id near the wanted one that is neither taken nor suggested to anybody else. */
  readonly suggest: (wanted: string) => string
}

/**
 * Finds another id for each inventory whose own the target cannot have, or that was given one that another is copied under.
 * Every suggestion is free and made once only; where that takes more than shortening, the message says who is in the way.
 */
export function migratedIds(
  inventories: readonly MigratedInventory[],
  atTarget: ReadonlySet<string>,
  capability: PathCapability,
): MigratedIds {
  const asked = inventories.flatMap((inventory) => {
    const finding = inventory.findings.find(isAboutId)
    if (finding === undefined) return []
    const { id } = inventory.desired
    const shortened = fittingId(id, capability)
    return [{ inventory, finding, wanted: shortened === id ? finding.example : shortened }]
  })
  const unfit = new Set(asked.map(({ inventory }) => inventory))
  const copied = inventories.filter((inventory) => !unfit.has(inventory))
  const wanting = grouped(asked.map(({ wanted, inventory }) => [wanted, inventory.source]))
  const copiedAs = grouped(copied.map(({ desired, source }) => [desired.id, source]))
  const suggest = suggestions(
    new Set([...atTarget, ...copiedAs.keys()]),
    capability.maximumLength ?? Infinity,
  )
  const findings = new Map<string, NeedsInputFinding>()
  for (const { inventory, finding, wanted } of asked) {
    const { source } = inventory
    const others = (wanting.get(wanted) ?? []).filter((other) => other !== source)
    const inTheWay = [
      ...(others.length === 0 ? [] : [`${named(others)}, for which it would do as well`]),
      ...(copiedAs.get(wanted) ?? []).map(
        (other) => `"${other}" of the source, which is copied under it`,
      ),
      ...(atTarget.has(wanted) ? ['an inventory that the target has'] : []),
    ]
    const message =
      inTheWay.length === 0
        ? finding.message
        : `${finding.message}; "${wanted}" would do, but for ${inTheWay.join(' and ')}`
    findings.set(source, { ...finding, message, example: suggest(wanted) })
  }
  for (const { source, desired } of copied) {
    if (desired.id === source || copiedAs.get(desired.id)?.includes(desired.id) !== true) continue
    findings.set(source, {
      verdict: 'needs-input',
      path: 'id',
      expected: 'an id that no other inventory has',
      example: suggest(desired.id),
      message: `"${desired.id}" is given to "${source}", but "${desired.id}" of the source is copied under it`,
    })
  }
  return { findings, suggest }
}

function grouped(
  pairs: readonly (readonly [id: string, source: string])[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [id, source] of pairs) {
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [source])
    else group.push(source)
  }
  return groups
}

/** Of a thousand that are shortened alike, a few. */
function named(sources: readonly string[]): string {
  const shown = sources.slice(0, 8).map((source) => `"${source}"`)
  const more = sources.length - shown.length
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`
}

/** Whether it asks for another id. */
export function isAboutId(finding: Finding): finding is NeedsInputFinding {
  return finding.verdict === 'needs-input' && finding.path === 'id'
}

/** The id as far as the table lets it stand: a dash for what is unfit between the rest, and no longer than it may be. */
function fittingId(id: string, { maximumLength = Infinity, pattern }: PathCapability): string {
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u')
  const fits = (text: string) => expression === undefined || expression.test(text)
  if (!Array.from(id).some(fits)) return 'inventory'
  let fitting = ''
  for (const character of id) {
    if (fits(character)) fitting += character
    else if (fitting !== '' && !fitting.endsWith('-')) fitting += '-'
  }
  return cut(fitting, maximumLength)
}

function suggestions(taken: Set<string>, maximumLength: number): (wanted: string) => string {
  const counts = new Map<string, number>()
  return (wanted) => {
    let count = counts.get(wanted) ?? 1
    let free = wanted
    while (taken.has(free)) {
      count += 1
      const suffix = `-${count}`
      free = cut(wanted, maximumLength - suffix.length) + suffix
    }
    counts.set(wanted, count)
    taken.add(free)
    return free
  }
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > length) break
    kept += character
  }
  return kept
}
