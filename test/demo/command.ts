import { runCli } from 'bucket-inventory'

import type { Print } from './print.ts'
import { demoTime } from './with-clouds.ts'

/** What the command's clock is ahead, as if reports had been delivered a while ago. */
const fiveHours = 5 * 3_600_000

/** The command, as a person at a shell would use it. */
export interface DemoCommand {
  /** Shows the line, runs it, shows what it prints. Throws where it ends with another code. */
  readonly run: (line: string, code?: number) => Promise<void>
}

/** The command in a folder, with nobody at the terminal. */
export function demoCommand(
  folder: string,
  environment: Readonly<Record<string, string>>,
  print: Print,
): DemoCommand {
  return {
    run: async (line, expected = 0) => {
      print(`  $ bucket-inventory ${line}`)
      const printed: string[] = []
      const sink = { write: (text: string) => printed.push(text) }
      const code = await runCli(line.split(' '), {
        environment,
        folder,
        input: nothing(),
        output: sink,
        messages: sink,
        colour: false,
        signal: new AbortController().signal,
        now: () => new Date(demoTime + fiveHours),
      })
      for (const shown of printed.join('').trimEnd().split('\n')) print(`  ${shown}`.trimEnd())
      if (code !== expected) throw new Error(`bucket-inventory ${line} ended with ${code}`)
      if (code !== 0) print(`  (exit code ${code})`)
    },
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Standard input is empty.
}
