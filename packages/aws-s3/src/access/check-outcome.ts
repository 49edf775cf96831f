import type { Check, InventoryError } from '@bucket-inventory/core'

import { s3Checks } from './s3-checks-table.ts'
import type { S3CheckDescription, S3CheckName } from './s3-checks-table.ts'

/** A check that came out well. */
export function passed(name: S3CheckName, evidence: string): Check {
  return { name, state: 'ok', evidence, ...described(name) }
}

/** A check that came out otherwise, and what to do. */
export function found(
  name: S3CheckName,
  state: 'warning' | 'failure' | 'unknown',
  evidence: string,
  fix: string,
): Check {
  return { name, state, evidence, fix, ...described(name) }
}

/** A check of what may not be seen, or cannot. */
export function unseen(
  name: S3CheckName,
  what: string,
  error: InventoryError,
  right: string,
): Check {
  const refused = error.code === 'permission-denied'
  const fix = refused
    ? `check again with credentials that may ${right}`
    : `check again when that is settled; it takes the right to ${right}`
  return found(name, 'unknown', `${what} cannot be seen: ${error.message}`, fix)
}

function described(name: S3CheckName): Pick<Check, 'reference' | 'advisory'> {
  const description: S3CheckDescription = s3Checks[name]
  const { reference, advisory } = description
  return { reference, ...(advisory === undefined ? {} : { advisory }) }
}
