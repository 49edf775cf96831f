import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { configurationLimit, readInput } from './read-input.ts'

const inputLimit = configurationLimit.mebibytes * 1024 * 1024

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
})
afterEach(() => rm(folder, { recursive: true }))

const { signal } = new AbortController()

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}

function read(file: string, input: AsyncIterable<Uint8Array> = chunks()): Promise<string> {
  return readInput(file, { folder, input, signal })
}

async function readBytes(bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, 'x.yaml'), bytes)
  return read('x.yaml')
}

describe('reads', () => {
  it('a file from the folder', async () => {
    expect(await readBytes('id: täglich\n')).toBe('id: täglich\n')
  })

  it('standard input for -, whatever the chunks', async () => {
    const bytes = Buffer.from('id: täglich')
    expect(await read('-', chunks(bytes.subarray(0, 6), bytes.subarray(6)))).toBe('id: täglich')
  })

  it('without a byte order mark', async () => {
    expect(await readBytes('\uFEFFid: a')).toBe('id: a')
  })

  it('a file of exactly the limit', async () => {
    expect(await readBytes('#'.repeat(inputLimit))).toHaveLength(inputLimit)
  })
})

describe('refuses, naming the file,', () => {
  it('a file that is not there', async () => {
    await expect(read('none.yaml')).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'none.yaml does not exist',
      position: { file: 'none.yaml' },
    })
  })

  it('a folder', async () => {
    await expect(read('.')).rejects.toMatchObject({
      code: 'invalid-input',
      message: '. is a folder; name a file in it',
    })
  })

  it('a path through a file', async () => {
    await writeFile(join(folder, 'x.yaml'), '')
    await expect(read('x.yaml/y.yaml')).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('x.yaml/y.yaml cannot be read: ENOTDIR'),
    })
  })

  it('a file that is too long', async () => {
    await expect(readBytes('#'.repeat(inputLimit + 1))).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'x.yaml is longer than 1 MiB; that is no inventory configuration',
    })
  })

  it('a device that never ends, by its first megabyte', async () => {
    await expect(read('/dev/zero')).rejects.toThrow('/dev/zero is longer than 1 MiB')
  })

  it('input that never ends, by its first megabyte', async () => {
    let taken = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 65_536
        yield new Uint8Array(65_536)
      }
    }
    await expect(read('-', endless())).rejects.toThrow('standard input is longer than 1 MiB')
    expect(taken).toBeLessThanOrEqual(inputLimit + 65_536)
  })

  it('bytes that are no text', async () => {
    await expect(readBytes(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1))).rejects.toMatchObject({
      message: 'x.yaml is not text: it holds a NUL byte',
      position: { byte: 4 },
    })
  })

  it('UTF-16', async () => {
    const text = Buffer.from('\uFEFFid: a', 'utf16le')
    await expect(readBytes(text)).rejects.toThrow('x.yaml is UTF-16; save it as UTF-8')
  })

  it('what is not UTF-8, by the line', async () => {
    const latin = Buffer.from('id: a\nprefix: caf\u00E9\nx: y', 'latin1')
    await expect(readBytes(latin)).rejects.toMatchObject({
      message: 'x.yaml is not UTF-8: see line 2',
      position: { line: 2 },
    })
  })
})

it('rejects with the reason when interrupted', async () => {
  const interruption = new AbortController()
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('id: ')
    interruption.abort()
    yield Buffer.from('a')
  }
  const reading = readInput('-', { folder, input: slow(), signal: interruption.signal })
  await expect(reading).rejects.toHaveProperty('name', 'AbortError')
})
