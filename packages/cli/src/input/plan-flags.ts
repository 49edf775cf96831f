import type { PlanOptions } from '@bucket-inventory/client'
import { InventoryError } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'
import { allowances } from './allowances.ts'

/** What the flags of a command say about how to plan. Throws `invalid-input`. */
export function planFlags(call: CommandCall): PlanOptions {
  return {
    prune: call.switches.includes('prune'),
    runAgain: call.switches.includes('run-again'),
    resend: call.switches.includes('resend'),
    loss: allowances(call.values['allow']),
  }
}

/** Throws `invalid-input` for a flag that says how to plan, where the plan is made already. */
export function refusePlanFlags(call: CommandCall): void {
  const flag = ['prune', 'run-again', 'resend'].find((name) => call.switches.includes(name))
  const given = flag ?? (call.values['allow'] === undefined ? undefined : 'allow')
  if (given === undefined) return
  throw new InventoryError(
    'invalid-input',
    `--${given} cannot be used with a saved plan, which is carried out as it is; leave it out, or make a new plan with it`,
  )
}

const most = 256

/** What `--concurrency` says, `undefined` where it is not given. Throws `invalid-input`. */
export function concurrencyFlag(call: CommandCall): number | undefined {
  const text = valueOf(call, 'concurrency')
  if (text === undefined) return undefined
  const number = Number(text)
  if (/^\d{1,3}$/.test(text) && number >= 1 && number <= most) return number
  throw new InventoryError(
    'invalid-input',
    `--concurrency takes a whole number from 1 to ${most}, not "${text}"`,
  )
}
