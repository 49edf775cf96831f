import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

import { formatInstant } from '@bucket-inventory/core'
import type { ApplyEvent, Destination } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { painter } from '../output/colour.ts'
import { printable } from '../output/printable.ts'
import type { JournalEntry } from './journal-entry.ts'
import { journalFile } from './journal-file.ts'

/** A write that succeeded. */
export interface NotedWrite extends Pick<JournalEntry, 'location' | 'id' | 'action'> {
  /** Absent for a deletion. */
  readonly destination?: Destination
  /** What was there, where that is known. */
  readonly before?: Destination
}

type JournalContext = Pick<CommandContext, 'environment' | 'folder' | 'messages' | 'colour' | 'now'>

/**
 * Notes what this person writes, a line of JSON each, as no service tells when a configuration was made or where its reports
 * went before. What cannot be noted is said once, and is never a reason to fail.
 */
export class Journal {
  readonly #context: JournalContext
  readonly #file: string | undefined
  #tail: Promise<void> = Promise.resolve()
  #failed = false

  constructor(context: JournalContext) {
    this.#context = context
    this.#file = journalFile(context)
  }

  /** Resolves when it is noted, in the order of the calls. Never rejects. */
  note({ location, id, action, destination, before }: NotedWrite): Promise<void> {
    const entry: JournalEntry = {
      time: formatInstant(this.#context.now().getTime()),
      location,
      id,
      action,
      ...(destination === undefined ? {} : { destination: placeOf(destination) }),
      ...(before === undefined ? {} : { before: placeOf(before) }),
    }
    this.#tail = this.#tail.then(() => this.#append(`${JSON.stringify(entry)}\n`))
    return this.#tail
  }

  /** Notes what an event says was written. Never throws. */
  on(event: ApplyEvent): void {
    if (event.type !== 'step-finished' || event.outcome.outcome !== 'done') return
    const { step, result } = event.outcome
    if (result === 'unchanged') return
    const { location, id } = step
    void this.note({
      location,
      id,
      action: result,
      ...(step.action === 'delete' ? {} : { destination: step.desired.destination }),
      ...(step.action === 'create' ? {} : { before: step.actual.configuration.destination }),
    })
  }

  /** Resolves when all of it is noted. Never rejects. */
  settled(): Promise<void> {
    return this.#tail
  }

  async #append(line: string): Promise<void> {
    if (this.#file === undefined || this.#failed) return
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 })
      const file = await open(this.#file, 'a+', 0o600)
      try {
        const torn = await endsTorn(file)
        // One write, so that what others append at the same time is before or after it.
        await file.write(torn ? `\n${line}` : line)
      } finally {
        await file.close()
      }
    } catch (error) {
      this.#failed = true
      const { messages, colour } = this.#context
      const reason = error instanceof Error ? error.message : String(error)
      messages.write(
        `${painter(colour)('yellow', 'warning')}: the journal was not written, so that status will not know of this: ${printable(reason)}\n`,
      )
    }
  }
}

/** Whether the last line was cut off, as by a loss of power: it ends there then, and takes no other one with it. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return bytesRead === 1 && buffer[0] !== 10
}

function placeOf({ bucket, prefix }: Destination): NonNullable<JournalEntry['before']> {
  return { bucket, ...(prefix === undefined ? {} : { prefix }) }
}
