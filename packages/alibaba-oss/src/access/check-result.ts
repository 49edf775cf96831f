import type { Check, InventoryError } from '@bucket-inventory/core'

import { ossChecks } from './oss-checks.ts'
import type { OssCheckDescription, OssCheckName } from './oss-checks.ts'

/** The results of a check. */
export function ok(name: OssCheckName, evidence: string): Check {
  return { name, state: 'ok', evidence, ...described(name) }
}

export function warning(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'warning', evidence, fix, ...described(name) }
}

export function failure(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'failure', evidence, fix, ...described(name) }
}

export function unknown(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'unknown', evidence, fix, ...described(name) }
}

/** What could not be seen, and what would let it be. */
export function unseen(name: OssCheckName, error: InventoryError, right: string): Check {
  const fix =
    error.code === 'permission-denied'
      ? `let the caller ${right}, or ask somebody who may`
      : `see to it that ${right} is answered: ${error.message}`
  return unknown(name, error.message, fix)
}

function described(name: OssCheckName): Pick<Check, 'reference' | 'advisory'> {
  const description: OssCheckDescription = ossChecks[name]
  const { reference, advisory } = description
  return { reference, ...(advisory === undefined ? {} : { advisory }) }
}
