import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { threadedMd5 } from './hashing-thread.ts'
import type { ThreadedHash } from './hashing-thread.ts'

function begin(): ThreadedHash {
  const hash = threadedMd5()
  if (hash === undefined) throw new Error('this machine has no threads')
  return hash
}

async function digestOf(parts: readonly Uint8Array[]): Promise<string> {
  const hash = begin()
  for (const part of parts) await hash.update(part)
  return hash.digest()
}

function md5(parts: readonly Uint8Array[]): string {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

describe('a hash in a thread', () => {
  it('is that of the bytes, whatever the pieces, and of several at a time', async () => {
    const cases = [
      [],
      [Buffer.alloc(0)],
      [Buffer.from('a')],
      [randomBytes(3_000_000)],
      [randomBytes(700_000), randomBytes(1), randomBytes(600_000), randomBytes(9_000_000)],
      Array.from({ length: 500 }, (_, index) => randomBytes(index)),
    ]
    expect(await Promise.all(cases.map(digestOf))).toStrictEqual(cases.map(md5))
  })

  it('takes a copy', async () => {
    const bytes = randomBytes(100_000)
    const expected = md5([bytes])
    const hash = begin()
    await hash.update(bytes)
    bytes.fill(0)
    expect(await hash.digest()).toBe(expected)
  })

  it('may be abandoned', async () => {
    const hash = begin()
    await hash.update(randomBytes(2_000_000))
    hash.abandon()
    hash.abandon()
    expect(await digestOf([Buffer.from('a')])).toBe(md5([Buffer.from('a')]))
  })

  it('keeps no process alive, and is waited for by one', () => {
    const run = (code: string) =>
      execFileSync(
        process.execPath,
        [
          '--import',
          'tsx',
          '--input-type=module',
          '-e',
          `import { threadedMd5 } from './hashing-thread.ts'\n${code}`,
        ],
        { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8', timeout: 30_000 },
      )
    const feed = 'const hash = threadedMd5(); await hash.update(Buffer.alloc(9_000_000, 1));'
    expect(run(`${feed} hash.abandon(); console.log('left')`)).toBe('left\n')
    expect(run(`${feed} console.log(await hash.digest())`)).toBe(
      `${md5([Buffer.alloc(9_000_000, 1)])}\n`,
    )
  })
})
