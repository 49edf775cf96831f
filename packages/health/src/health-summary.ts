import { deliveryStates } from './delivery-state.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { InventoryHealth } from './inventory-health.ts'

/** The health of many inventories in a few numbers. */
export interface HealthSummary {
  readonly inventories: number
  /** How many are in each state that any is in, the worst first. */
  readonly states: ReadonlyMap<DeliveryState, number>
  /** How many differ from what is declared. */
  readonly drifted: number
  /** How many have a last report whose manifest is not what its checksum says, or cannot be read. */
  readonly unverified: number
  /** How many have a check that fails. */
  readonly failing: number
  /** How many nobody can tell of: `unknown`, and `none`. */
  readonly unknown: number
  /**
   * Whether nothing is known to be wrong: none is `missing`, `never`, `stale` or `late`, has drifted, is unverified or fails a
   * check. What nobody can tell of is not wrong, and counted apart.
   */
  readonly isWell: boolean
}

/** What the healths come to. */
export function healthSummary(healths: Iterable<InventoryHealth>): HealthSummary {
  const all = [...healths]
  const count = (counts: (health: InventoryHealth) => boolean) => all.filter(counts).length
  return {
    inventories: all.length,
    states: new Map(
      deliveryStates
        .map((state) => [state, count((health) => health.state === state)] as const)
        .filter(([, found]) => found > 0),
    ),
    drifted: count(hasDrifted),
    unverified: count(isUnverified),
    failing: count(fails),
    unknown: count(({ state }) => state === 'unknown' || state === 'none'),
    isWell: !all.some(
      (health) =>
        wrong.has(health.state) || hasDrifted(health) || isUnverified(health) || fails(health),
    ),
  }
}

const wrong: ReadonlySet<DeliveryState> = new Set(['missing', 'never', 'stale', 'late'])

function hasDrifted({ drift = [] }: InventoryHealth): boolean {
  return drift.length > 0
}

function isUnverified({ last }: InventoryHealth): boolean {
  return last?.verified === false
}

function fails({ checks }: InventoryHealth): boolean {
  return checks.some(({ state }) => state === 'failure')
}
