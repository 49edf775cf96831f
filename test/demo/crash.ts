import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Emulator } from '@bucket-inventory/emulator'

import type { DemoCommand } from './command.ts'
import { change } from './declare.ts'
import type { Print } from './print.ts'

const file = 'examples/platform-team.yaml'
const root = fileURLToPath(new URL('../..', import.meta.url))

/** An apply is killed where OSS has deleted the old inventory and not yet taken the new one; then the old one is brought back. */
export async function crash(
  { run }: DemoCommand,
  folder: string,
  emulator: Emulator,
  print: Print,
): Promise<void> {
  await change(folder, file, '[size, lastModified, etag, storageClass]', '[size, etag]')
  // One at a time, so that what comes before is always through.
  const words = ['apply', file, '--yes', '--concurrency', '1']
  print(
    `  $ bucket-inventory ${words.join(' ')}   # kill -9 after the deletion, before the creation`,
  )
  await killedInTheWindow(words, folder, emulator)
  print('  Killed')
  await run(`plan ${file}`, 2)
  const snapshots = 'bucket-inventory-snapshots'
  const names = await readdir(join(folder, snapshots))
  const snapshot = names.toSorted().findLast((name) => name.startsWith('photos-cn.bi-daily.'))
  if (snapshot === undefined) throw new Error('the old inventory was not kept')
  await run(`restore ${snapshots}/${snapshot}`)
  await run(`apply ${file} --yes`)
}

/** The trial of a replacement is the first put, so the second one is the replacement itself: it never gets through. */
async function killedInTheWindow(
  words: readonly string[],
  folder: string,
  emulator: Emulator,
): Promise<void> {
  const put = { cloud: 'oss', operation: 'PutBucketInventory' } as const
  emulator.inject({ ...put, after: 1, effect: { type: 'hang' } })
  const sources = ['--import', import.meta.resolve('tsx'), '--conditions=@bucket-inventory/source']
  const child = spawn(
    process.execPath,
    [...sources, join(root, 'packages/cli/src/main.ts'), ...words],
    {
      cwd: folder,
      env: { ...process.env, ...emulator.environment, BUCKET_INVENTORY_JOURNAL: '' },
      stdio: 'ignore',
    },
  )
  const gone = once(child, 'exit')
  await Promise.race([emulator.waitForHeld(1, put), gone])
  child.kill('SIGKILL')
  await gone
  emulator.resetFaults()
}
