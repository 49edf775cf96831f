import type { LifecycleRule } from './lifecycle-document.ts'

/** What a lifecycle rule does to objects that are current, and to which. */
export interface ReadRule {
  readonly id: string
  readonly prefix: string
  readonly isEnabled: boolean
  /** Whether it is about some of the objects below its prefix only. */
  readonly isNarrowed: boolean
  /** After which they expire. */
  readonly days: number | undefined
  readonly expiresNoncurrent: boolean
  /** Classes that they are moved to so many days after they were written. */
  readonly transitions: readonly { readonly days: number; readonly storageClass: string }[]
}

/** What a rule says, whatever else stands in it: one that expires what was there before a date does nothing to what comes. */
export function readRule(rule: LifecycleRule): ReadRule {
  return {
    id: textAt(rule, 'ID') ?? '',
    prefix: textAt(rule, 'Prefix') ?? '',
    isEnabled: textAt(rule, 'Status') === 'Enabled',
    isNarrowed: valueAt(rule, 'Tag') !== undefined || valueAt(rule, 'Filter') !== undefined,
    days: daysIn(valueAt(rule, 'Expiration')),
    expiresNoncurrent: valueAt(rule, 'NoncurrentVersionExpiration') !== undefined,
    transitions: listOf(valueAt(rule, 'Transition')).flatMap((transition) => {
      const days = daysIn(transition)
      const storageClass = textAt(transition, 'StorageClass') ?? ''
      const isByAccess = textAt(transition, 'IsAccessTime') === 'true'
      return days === undefined || isByAccess ? [] : [{ days, storageClass }]
    }),
  }
}

function daysIn(action: unknown): number | undefined {
  const text = textAt(action, 'Days')
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function textAt(value: unknown, name: string): string | undefined {
  const found = valueAt(value, name)
  return typeof found === 'string' ? found : undefined
}

function valueAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
