import { createHash } from 'node:crypto'
import { readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'

import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'

import { startReportsWorld } from './cli-reports-world.ts'
import type { ReportsWorld } from './cli-reports-world.ts'

const objects = { 'a/1': 1, 'é漢😀,"x"': 20, 'z/last': 300 }

async function startDelivered(): Promise<
  ReportsWorld & { readonly names: () => Promise<string[]> }
> {
  const world = await startReportsWorld()
  await world.fill(world.clouds.s3, objects)
  await world.deliver(world.clouds.s3, { rowsPerFile: 2 })
  return { ...world, names: async () => (await readdir(world.folder)).toSorted() }
}

const inventory = 's3://photos#daily'

describe('--out', () => {
  it.each(['ndjson', 'csv'])('writes the %s that would be printed', async (format) => {
    const world = await startDelivered()
    const { output } = await world.run(['read', inventory, '--format', format])
    const saved = await world.run(['read', inventory, '--format', format, '--out', 'rows'])
    expect(saved).toStrictEqual({ code: 0, output: '', messages: '3 rows are in rows\n' })
    expect(await readFile(join(world.folder, 'rows'), 'utf8')).toBe(output)
    expect(await world.names()).toStrictEqual(['rows'])
  })

  it('writes Parquet with typed columns', async () => {
    const world = await startDelivered()
    const argv = ['read', inventory, '--format', 'parquet', '--out', 'rows.parquet']
    expect(
      await world.run([
        ...argv,
        '--fields',
        'key,size,lastModified,storageClass,encryption,versionId',
      ]),
    ).toMatchObject({ code: 0 })
    const file = await asyncBufferFromFile(join(world.folder, 'rows.parquet'))
    const rows = await parquetReadObjects({ file })
    const common = {
      lastModified: new Date('2026-11-20T01:00:00Z'),
      storageClass: 'standard',
      'encryption.encrypted': true,
      'encryption.type': 'SSE-S3',
      versionId: null,
    }
    expect(
      rows.toSorted((left, right) => Number(left['size']) - Number(right['size'])),
    ).toStrictEqual(
      Object.entries(objects).map(([key, size]) => ({ key, size: BigInt(size), ...common })),
    )
  })

  it('writes a file of no rows where none matches', async () => {
    const world = await startDelivered()
    const none = ['read', inventory, '--prefix', 'none', '--fields', 'key,size', '--out', 'none']
    const read = async (format: string) => {
      expect(await world.run([...none, '--format', format])).toMatchObject({ code: 0 })
      return join(world.folder, 'none')
    }
    expect(await readFile(await read('ndjson'), 'utf8')).toBe('')
    expect(await readFile(await read('csv'), 'utf8')).toBe('key,size\n')
    const file = await asyncBufferFromFile(await read('parquet'))
    expect(await parquetReadObjects({ file })).toStrictEqual([])
  })

  it('replaces a file, and what a link leads to, only when all is read', async () => {
    const world = await startDelivered()
    await world.write('before', 'precious')
    await symlink('before', join(world.folder, 'link'))
    world.emulator.inject({
      operation: 'GetObject',
      after: 3,
      times: 9,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    const refused = await world.run(['read', inventory, '--out', 'link'])
    expect(refused).toMatchObject({ code: 1, output: '' })
    expect(await world.names()).toStrictEqual(['before', 'link'])
    expect(await readFile(join(world.folder, 'before'), 'utf8')).toBe('precious')

    world.emulator.resetFaults()
    expect(await world.run(['read', inventory, '--out', 'link'])).toMatchObject({ code: 0 })
    expect(await readFile(join(world.folder, 'before'), 'utf8')).toMatch(
      /^\{.*\}\n\{.*\}\n\{.*\}\n$/,
    )
    expect(await world.names()).toStrictEqual(['before', 'link'])
  })

  it('leaves nothing behind of a report whose digest is wrong, and says so of what was printed', async () => {
    const world = await startReportsWorld()
    const { s3 } = world.clouds
    await world.fill(s3, objects)
    const manifestKey = await world.deliver(s3, { rowsPerFile: 2 })
    const manifest = String(await s3.get('reports', manifestKey))
    const digests = [...manifest.matchAll(/"MD5checksum"\s*:\s*"(\w+)"/g)].map(
      ([, md5 = '']) => md5,
    )
    expect(digests).toHaveLength(2)
    const changed = manifest.replace(digests[1] ?? '', '0'.repeat(32))
    await s3.put('reports', manifestKey, changed)
    const checksum = manifestKey.replace('manifest.json', 'manifest.checksum')
    await s3.put('reports', checksum, createHash('md5').update(changed).digest('hex'))

    for (const format of ['ndjson', 'csv', 'parquet']) {
      const saved = await world.run(['read', inventory, '--format', format, '--out', 'rows'])
      expect(saved).toMatchObject({ code: 1, output: '' })
      expect(saved.messages).toMatch(/^error: data file ".*" has the MD5 \w+, not 0{32} as in its/)
      expect(await readdir(world.folder)).toStrictEqual([])
    }
    const printed = await world.run(['read', inventory])
    expect(printed.code).toBe(1)
    expect(printed.messages).toMatch(
      /^do not rely on the 2 rows that were printed: .*\nerror: data file /,
    )
    const unverified = await world.run(['read', inventory, '--no-verify'])
    expect(unverified).toMatchObject({ code: 0, messages: '' })
    expect(unverified.output.startsWith(printed.output)).toBe(true)
    expect(unverified.output.split('\n')).toHaveLength(4)
  })

  it('leaves nothing behind where a folder is missing, and refuses what is no file', async () => {
    const world = await startDelivered()
    const missing = await world.run(['read', inventory, '--out', 'none/rows'])
    expect(missing).toMatchObject({ code: 1, output: '' })
    expect(missing.messages).toMatch(/^error: none\/rows cannot be written: ENOENT/)
    const folder = await world.run(['read', inventory, '--out', '.'])
    expect(folder).toMatchObject({ code: 64, output: '' })
    expect(folder.messages).toContain('. is no file; leave out --out and redirect')
    expect(await world.names()).toStrictEqual([])
  })
})

it.each([
  [['--format', 'parquet'], 'add --out FILE'],
  [['--format', 'xlsx'], '--format cannot be "xlsx"'],
  [['--out', '-'], '--out names what is to be written, and - is no name'],
  [['--fields', 'key,sise'], 'a record has no "sise"; did you mean "size"?'],
  [['--fields', ''], '--fields needs a value'],
  [['--min-size', '10 potatoes'], '--min-size takes a whole number of bytes'],
  [['--max-size', '0.5'], '--max-size takes a whole number of bytes'],
  [['--modified-after', '2026-11-20'], '--modified-after takes a time with its offset'],
  [['--storage-class', 'GLACIER'], '--storage-class takes a class such as standard'],
])('takes %j for wrong use', async (flags, message) => {
  const world = await startReportsWorld()
  const { code, output, messages } = await world.run(['read', inventory, ...flags])
  expect({ code, output }).toStrictEqual({ code: 64, output: '' })
  expect(messages).toContain(message)
  expect(world.emulator.requests()).toBe(0)
})
