/**
 * How an inventory does.
 *
 * - `delivered`: the last complete report is as new as the schedule asks.
 * - `late`: the time by which the next one was expected is past.
 * - `stale`: the one after that is missing too.
 * - `never`: none, though it was written more than 48 hours ago.
 * - `waiting`: none, and it was written within the last 48 hours.
 * - `none`: none, and nobody knows since when there should be one: no service tells when a configuration was made.
 * - `silent`: none, or none any more, and nothing matches: such a service writes no report then.
 * - `disabled`: switched off, whatever was delivered before.
 * - `missing`: declared or asked for, and not there.
 * - `unknown`: it cannot be read, or its destination cannot.
 */
export type DeliveryState =
  | 'delivered'
  | 'late'
  | 'stale'
  | 'never'
  | 'waiting'
  | 'none'
  | 'silent'
  | 'disabled'
  | 'missing'
  | 'unknown'

/** Every state, the worst first: what fails, then what nobody can tell, then what is well. */
export const deliveryStates = [
  'missing',
  'never',
  'stale',
  'late',
  'unknown',
  'none',
  'silent',
  'disabled',
  'waiting',
  'delivered',
] as const satisfies readonly DeliveryState[]
