import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { InventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { painter } from '../output/colour.ts'
import { printable } from '../output/printable.ts'
import { journalEntrySchema } from './journal-entry.ts'
import type { JournalEntry } from './journal-entry.ts'
import { journalFile } from './journal-file.ts'

/**
 * The lines of a journal, oldest first: of the file that is named, which must be there, else of this person's own, which need
 * not be. A line that is none is skipped, and how many were is said. Throws `invalid-input` or `storage` that names the file.
 */
export async function* readJournal(
  named: string | undefined,
  context: Pick<CommandContext, 'environment' | 'folder' | 'messages' | 'colour' | 'signal'>,
): AsyncGenerator<JournalEntry> {
  const { folder, messages, colour, signal } = context
  const file = named === undefined ? journalFile(context) : resolve(folder, named)
  if (file === undefined) return
  const stream = createReadStream(file, { signal })
  const failure = new Promise<never>((_, reject) => {
    stream.once('error', reject)
  })
  // Told by the loop below, or not at all where that is through.
  failure.catch(() => undefined)
  let skipped = 0
  try {
    await Promise.race([failure, new Promise((done) => stream.once('open', done))])
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (line.trim() === '') continue
      const entry = entryOf(line)
      if (entry === undefined) skipped += 1
      else yield entry
    }
    signal.throwIfAborted()
  } catch (error) {
    signal.throwIfAborted()
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing && named === undefined) return
    throw unreadable(named ?? file, isMissing, error)
  } finally {
    stream.destroy()
  }
  if (skipped > 0) {
    const lines = skipped === 1 ? 'a line' : `${skipped} lines`
    messages.write(
      `${painter(colour)('yellow', 'warning')}: ${lines} of the journal ${printable(file)} cannot be read, and ${skipped === 1 ? 'was' : 'were'} skipped\n`,
    )
  }
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    return journalEntrySchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function unreadable(file: string, isMissing: boolean, cause: unknown): InventoryError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return isMissing
    ? new InventoryError('invalid-input', `the journal ${file} does not exist`, {
        position: { file },
      })
    : new InventoryError('storage', `the journal ${file} cannot be read: ${reason}`, {
        cause,
        position: { file },
      })
}
