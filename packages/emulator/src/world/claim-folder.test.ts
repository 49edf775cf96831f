import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { claimFolder } from './claim-folder.ts'

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'claim-')))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('holds a folder until it is released', async () => {
  const claim = await claimFolder(folder)
  await expect(claimFolder(join(folder, '.'))).rejects.toMatchObject({
    code: 'in-use',
    message: expect.stringContaining('is in use by another emulator of this process'),
  })
  await claim.release()
  await (await claimFolder(folder)).release()
  expect(await readdir(folder)).toEqual([])
})

test('is refused while another process lives, and takes over from a dead one', async () => {
  const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
  const file = join(folder, `lock-${other.pid}`)
  await writeFile(file, '')
  const refusal = claimFolder(folder)
  await expect(refusal).rejects.toThrow(`is in use by process ${other.pid}`)
  await expect(refusal).rejects.toThrow(`if that is no emulator, delete "${file}"`)
  expect(await readdir(folder)).toEqual([`lock-${other.pid}`])

  other.kill('SIGKILL')
  await once(other, 'exit')
  const claim = await claimFolder(folder)
  expect(await readdir(folder)).toEqual([`lock-${process.pid}`])
  await claim.release()
})

test.runIf(process.platform === 'linux')(
  'takes over from a dead process that nobody collected',
  async () => {
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'])
    const [line]: unknown[] = await once(parent.stdout, 'data')
    const name = `lock-${String(line).trim()}`
    await writeFile(join(folder, name), '')
    await vi.waitFor(async () => {
      await (await claimFolder(folder)).release()
    })
    parent.kill('SIGKILL')
    expect(await readdir(folder)).toEqual([])
  },
)

test('takes over what an earlier process of the same id left behind', async () => {
  await writeFile(join(folder, `lock-${process.pid}`), '')
  await (await claimFolder(folder)).release()
  expect(await readdir(folder)).toEqual([])
})

test('leaves other files alone', async () => {
  await writeFile(join(folder, 'lock-0'), '')
  await writeFile(join(folder, 'lock-file'), '')
  await (await claimFolder(folder)).release()
  expect((await readdir(folder)).toSorted()).toEqual(['lock-0', 'lock-file'])
})
