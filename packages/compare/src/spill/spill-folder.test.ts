import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'

import { spillFolderPrefix } from './dead-folders.ts'
import { ownMark } from './process-mark.ts'
import type { ProcessMark } from './process-mark.ts'
import { spillFolder } from './spill-folder.ts'

let under: string
beforeEach(async () => {
  under = await mkdtemp(join(tmpdir(), 'spill-folder-'))
})
afterEach(() => rm(under, { recursive: true, force: true }))

describe('a spill folder', () => {
  it('is made when it is first asked for, once, for its owner only', async () => {
    const folder = spillFolder(under)
    expect(await readdir(under)).toStrictEqual([])
    const [path, again] = await Promise.all([folder.path(), folder.path()])
    expect(again).toBe(path)
    expect(dirname(path)).toBe(under)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    await folder.remove()
  })

  it('is removed with all that is in it, however often that is asked for', async () => {
    const folder = spillFolder(under)
    const path = await folder.path()
    await mkdir(join(path, 'deep'))
    await writeFile(join(path, 'deep', 'file'), 'x')
    await Promise.all([folder.remove(), folder.remove()])
    await folder.remove()
    expect(await readdir(under)).toStrictEqual([])
    await expect(folder.path()).rejects.toMatchObject({ code: 'storage' })
  })

  it('is removed also while it is being made, and not made after', async () => {
    const folder = spillFolder(under)
    const path = folder.path()
    await folder.remove()
    await path
    expect(await readdir(under)).toStrictEqual([])
  })

  it('needs nothing removed where nobody asked for it', async () => {
    await spillFolder(join(under, 'missing')).remove()
    expect(await readdir(under)).toStrictEqual([])
  })

  it('says that it cannot be made, and where', async () => {
    const missing = join(under, 'missing')
    const folder = spillFolder(missing)
    await expect(folder.path()).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining(`folder "${missing}"`),
    })
    await folder.remove()
  })

  it('leaves no listener behind, however many are open', async () => {
    const before = process.listenerCount('exit')
    const folders = Array.from({ length: 20 }, () => spillFolder(under))
    await Promise.all(folders.map((folder) => folder.path()))
    expect(process.listenerCount('exit')).toBe(before + 1)
    await Promise.all(folders.map((folder) => folder.remove()))
    expect(process.listenerCount('exit')).toBe(before)
  })
})

describe('a process that ends in the middle', () => {
  it('has its folder removed where it exits', async () => {
    const { child, path } = await startSpilling()
    expect(await readdir(path)).toStrictEqual(['file'])
    child.stdin?.end()
    expect(await once(child, 'close')).toStrictEqual([7, null])
    expect(await readdir(under)).toStrictEqual([])
  })

  it('has its folder removed by the next run where it was killed', async () => {
    const { child, path } = await startSpilling()
    const meanwhile = spillFolder(under)
    await makeOld(path)
    await meanwhile.path()
    expect(await readdir(under)).toContain(basename(path))
    child.kill('SIGKILL')
    await once(child, 'close')
    const young = spillFolder(under)
    await utimes(path, new Date(), new Date())
    await young.path()
    expect(await readdir(under)).toContain(basename(path))
    await makeOld(path)
    const next = spillFolder(under)
    await next.path()
    expect(await readdir(under)).not.toContain(basename(path))
    await Promise.all([meanwhile.remove(), young.remove(), next.remove()])
    expect(await readdir(under)).toStrictEqual([])
  })
})

describe('what was left behind', () => {
  /** No process has it: ids end far below. */
  const noProcess = 2 ** 30

  it('is removed where the id of its process is ours by now', async () => {
    const own = await ownMark()
    const path = await leave({ ...own, start: '1' })
    await spillOnce()
    expect(await readdir(under)).not.toContain(path)
  })

  it('is removed where its process is not there', async () => {
    await leave({ ...(await ownMark()), id: noProcess })
    await spillOnce()
    expect(await readdir(under)).toStrictEqual([])
  })

  it.each<[string, (own: ProcessMark) => Partial<ProcessMark>]>([
    ['this process', () => ({})],
    ['another machine', () => ({ machine: '0123456789ab', id: noProcess })],
  ])('is left where it is of %s', async (_, changes) => {
    const own = await ownMark()
    const name = await leave({ ...own, ...changes(own) })
    await spillOnce()
    expect(await readdir(under)).toStrictEqual([name])
  })

  it('is left where it is no folder, or has another name', async () => {
    const mark = { ...(await ownMark()), id: noProcess }
    const outside = join(under, 'precious')
    await mkdir(outside)
    await symlink(outside, join(under, `${spillFolderPrefix(mark)}aaaaaa`))
    await writeFile(join(under, `${spillFolderPrefix(mark)}bbbbbb`), '')
    await mkdir(join(under, `${spillFolderPrefix(mark)}cccccc.kept`))
    const before = await readdir(under)
    for (const name of before) await makeOld(join(under, name))
    await spillOnce()
    expect(await readdir(under)).toStrictEqual(before)
  })
})

async function spillOnce() {
  const folder = spillFolder(under)
  await folder.path()
  await folder.remove()
}

/** An old folder of a process; its name. */
async function leave(mark: ProcessMark): Promise<string> {
  const name = `${spillFolderPrefix(mark)}aaaaaa`
  const path = join(under, name)
  await mkdir(path)
  await writeFile(join(path, 'file'), 'x')
  await makeOld(path)
  return name
}

async function makeOld(path: string) {
  const before = new Date(Date.now() - 61_000)
  await utimes(path, before, before)
}

/** A process that has a spill folder with a file in it, and exits with 7 when its input ends. */
async function startSpilling(): Promise<{ readonly child: ChildProcess; readonly path: string }> {
  const program = `
    import { writeFileSync } from 'node:fs'
    import { spillFolder } from ${JSON.stringify(new URL('spill-folder.ts', import.meta.url).href)}
    const path = await spillFolder(process.argv[1]).path()
    writeFileSync(path + '/file', 'x')
    console.log(path)
    process.stdin.resume().on('end', () => process.exit(7))
  `
  const sources = ['--import', 'tsx', '--conditions=@bucket-inventory/source']
  const words = [...sources, '--input-type=module', '--eval', program, under]
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [path] = await once(createInterface(child.stdout), 'line')
  return { child, path: String(path) }
}
