import type { Cloud } from '../world/world.ts'
import type { Fault } from './fault.ts'

/** What a fault is matched against. */
export interface FaultSubject {
  readonly cloud: Cloud
  readonly operation: string
  readonly bucket: string | undefined
}

interface Rule {
  readonly fault: Fault
  seen: number
  fired: number
}

/** The injected faults. Of several that are due, the one injected first fires; each counts every request it matches. */
export class FaultRules {
  #rules: Rule[] = []

  add(fault: Fault): void {
    this.#rules.push({ fault, seen: 0, fired: 0 })
  }

  clear(): void {
    this.#rules = []
  }

  /** The fault that hits this request, if any. */
  take(subject: FaultSubject): Fault | undefined {
    let taken: Fault | undefined
    for (const rule of this.#rules) {
      if (!matches(rule.fault, subject)) continue
      rule.seen += 1
      const { after = 0, times = 1, every = 1 } = rule.fault
      const due = rule.seen > after && (rule.seen - after) % every === 0 && rule.fired < times
      if (!due || taken !== undefined) continue
      rule.fired += 1
      taken = rule.fault
    }
    return taken
  }
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  return (
    (fault.cloud === undefined || fault.cloud === subject.cloud) &&
    (fault.operation === undefined || fault.operation === subject.operation) &&
    (fault.bucket === undefined || fault.bucket === subject.bucket)
  )
}
