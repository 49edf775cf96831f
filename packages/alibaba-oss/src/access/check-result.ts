import type { Check, InventoryError } from '@bucket-inventory/core'

import { ossChecks } from './oss-checks.ts'
import type { OssCheckName } from './oss-checks.ts'

/** The results of a check. */
export function ok(name: OssCheckName, evidence: string): Check {
  return { name, state: 'ok', evidence, reference: ossChecks[name].reference }
}

export function warning(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'warning', evidence, fix, reference: ossChecks[name].reference }
}

export function failure(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'failure', evidence, fix, reference: ossChecks[name].reference }
}

export function unknown(name: OssCheckName, evidence: string, fix: string): Check {
  return { name, state: 'unknown', evidence, fix, reference: ossChecks[name].reference }
}

/** What could not be seen, and what would let it be. */
export function unseen(name: OssCheckName, error: InventoryError, right: string): Check {
  const fix =
    error.code === 'permission-denied'
      ? `let the caller ${right}, or ask somebody who may`
      : `see to it that ${right} is answered: ${error.message}`
  return unknown(name, error.message, fix)
}
