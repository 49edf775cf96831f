import type { Emulation } from '../emulation.ts'
import type { DueDelivery } from './delivery.ts'
import { runDue } from './run-due.ts'

/** How often it is looked what is due, in milliseconds of real time. */
const interval = 1000

/** Runs what is due, never two at a time, so that nothing is delivered twice. */
export class DeliverySchedule {
  readonly #emulation: Emulation
  #last: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(emulation: Emulation) {
    this.#emulation = emulation
  }

  /** Runs what is due now, as soon as what is running is through. */
  run(): Promise<readonly DueDelivery[]> {
    const running = this.#last.then(() => runDue(this.#emulation))
    this.#last = running.catch(() => undefined)
    return running
  }

  /** From now on runs what is due by itself. */
  start(): void {
    let isRunning = false
    this.#timer = setInterval(() => {
      if (isRunning) return
      isRunning = true
      // A failed write fails every request as well: nobody else needs to hear of it here.
      void this.run()
        .catch(() => undefined)
        .finally(() => {
          isRunning = false
        })
    }, interval)
  }

  /** Runs nothing more by itself; resolves when what is running is through. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#last
  }
}
