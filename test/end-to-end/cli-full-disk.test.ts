import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { beforeAll, expect, it, vi } from 'vitest'

import { builtCommand } from './built-command.ts'
import { teamFile } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'

// A shell that lets its processes write no byte to any file stands for a disk that is full. Pipes are no files.

vi.setConfig({ testTimeout: 60_000 })

let command: string
beforeAll(async () => {
  command = await builtCommand()
})

it('carries out a plan to its end though what it says cannot be written, and exits 1', async () => {
  const { world, run } = await startTeam()
  const { emulator } = world
  const { code } = await run('"$@" >output 2>messages', ['apply', 'team.yaml', '--yes'])
  expect(code).toBe(1)
  expect(emulator.requests({ operation: 'PutBucketInventory' })).toBe(1)
  expect(emulator.requests({ operation: 'PutBucketInventoryConfiguration' })).toBe(1)
})

it('says that its output cannot be written, and exits 1 instead of 2', async () => {
  const { run } = await startTeam()
  const plan = ['plan', 'team.yaml', '--json']
  expect(await run('"$@" >output', plan)).toEqual({
    code: 1,
    messages: expect.stringMatching(/^error: standard output cannot be written: E\w+: [^\n]*\n$/),
  })
  expect(await run('"$@" 2>messages', plan)).toMatchObject({ code: 2 })
})

it('leaves nothing behind of a snapshot, a plan or inputs that cannot be written', async () => {
  const { world, run } = await startTeam()
  const { folder } = world
  expect(await world.run(['apply', 'team.yaml', '--yes'])).toMatchObject({ code: 0 })
  await world.write('team.yaml', teamFile({ every: 'week' }))
  const applied = await run('"$@"', ['apply', 'team.yaml', '--yes', '--snapshots', 'kept'])
  expect(applied).toEqual({
    code: 1,
    messages: expect.stringContaining('its configuration cannot be kept: E'),
  })
  const saved = await run('"$@"', ['plan', 'team.yaml', '--out', 'plan.json'])
  expect(saved).toMatchObject({ code: 1, messages: expect.stringContaining('cannot be saved: E') })
  const dry = await run('"$@"', ['migrate', 's3://photos', 'oss://photos-cn', '--dry-run'])
  expect(dry).toMatchObject({ code: 1, messages: expect.stringContaining('cannot be written to') })
  expect(await readdir(folder)).toEqual(['kept', 'team.yaml'])
  expect(await readdir(join(folder, 'kept'))).toEqual([])
  expect(await readFile(join(folder, 'team.yaml'), 'utf8')).toContain('week')
})

/** Two clouds, a declaration for both in a folder of its own, and the command where nothing can be written to a file. */
async function startTeam() {
  const world = await startCliWorld()
  await world.write('team.yaml', teamFile())
  const environment = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    BUCKET_INVENTORY_JOURNAL: '',
    ...world.emulator.environment,
  }
  /** Resolves to the exit code of a script that has the command as its arguments, and what is said on standard error. */
  const run = async (script: string, argv: readonly string[]) => {
    const words = ['-c', `ulimit -f 0; ${script}`, 'sh', process.execPath, command, ...argv]
    const child = spawn('sh', words, { cwd: world.folder, env: environment })
    let messages = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text))
    child.stdout.resume()
    const code = await new Promise((resolve) => {
      child.on('close', resolve)
    })
    return { code, messages }
  }
  return { world, run }
}
