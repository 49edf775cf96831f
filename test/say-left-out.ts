import type { Reporter } from 'vitest/reporters'

import { longTests } from './long-tests.ts'

/** Says at the end what was not run: nothing is left out in silence. */
export class SayLeftOut implements Reporter {
  onTestRunEnd(): void {
    console.log(
      `What takes long (${longTests.length} patterns in test/long-tests.ts) is left to the gate; all of it: PROPERTY_RUNS=80 pnpm test`,
    )
  }
}
