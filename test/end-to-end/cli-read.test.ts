import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { scanTime, startReportsWorld } from './cli-reports-world.ts'
import type { ReportsCloud, ReportsWorld } from './cli-reports-world.ts'

const odd = {
  'a/plain.txt': 5,
  'b c+d%25&é漢😀.txt': 40,
  'large.bin': 5000,
  'z"quoted", and a\\b': 7,
}
const keys = Object.keys(odd).toSorted()

function linesOf(output: string): Record<string, unknown>[] {
  return output
    .split('\n')
    .slice(0, -1)
    .map((line): Record<string, unknown> => JSON.parse(line))
    .toSorted((left, right) => (String(left['key']) < String(right['key']) ? -1 : 1))
}

/** Downloads what lies below the place of a delivery, data included. */
async function download(
  world: ReportsWorld,
  cloud: ReportsCloud,
  manifestKey: string,
): Promise<string> {
  const { files }: { readonly files: readonly { readonly key: string }[] } = JSON.parse(
    String(await cloud.get(cloud.destination, manifestKey)),
  )
  const checksum = manifestKey.replace('manifest.json', 'manifest.checksum')
  for (const key of [manifestKey, checksum, ...files.map((file) => file.key)]) {
    const path = join(world.folder, 'downloaded', key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await cloud.get(cloud.destination, key))
  }
  return dirname(join('downloaded', manifestKey))
}

describe.each(['s3', 'oss'] as const)('on %s', (name) => {
  it('prints every object as a line of JSON, wherever the report is named', async () => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, odd)
    const manifestKey = await world.deliver(cloud, { rowsPerFile: 3 })

    const read = await world.run(['read', cloud.inventory])
    expect(read).toMatchObject({ code: 0, messages: '' })
    const lines = linesOf(read.output)
    expect(lines.map(({ key }) => key)).toStrictEqual(keys)
    expect(lines[0]).toStrictEqual({
      bucket: cloud.source,
      key: 'a/plain.txt',
      size: 5,
      lastModified: '2026-11-20T01:00:00Z',
      etag: expect.stringMatching(/^[0-9a-f]{32}$/i),
      storageClass: 'standard',
      encryption: name === 's3' ? { encrypted: true, type: 'SSE-S3' } : { encrypted: false },
    })

    const folder = await download(world, cloud, manifestKey)
    const delivery = `${name}://${cloud.destination}/${manifestKey}`
    for (const place of [
      delivery,
      delivery.replace('manifest.json', 'manifest.checksum'),
      delivery.replace('manifest.json', ''),
      delivery.replace('/manifest.json', ''),
      `./${folder}`,
      `./${folder}/manifest.json`,
      `./${dirname(folder)}`,
      './downloaded',
    ]) {
      expect(await world.run(['read', place])).toStrictEqual(read)
    }
  })

  it('prints CSV that a spreadsheet reads', async () => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    await world.fill(cloud, odd)
    await world.deliver(cloud)
    const argv = ['read', cloud.inventory, '--format', 'csv', '--fields']
    const { output } = await world.run([...argv, 'key,size,storageClass,encryption,versionId'])
    const [head, ...rows] = output.trimEnd().split('\n')
    expect(head).toBe('key,size,storageClass,encryption.encrypted,encryption.type,versionId')
    const encryption = name === 's3' ? 'true,SSE-S3' : 'false,'
    expect(rows.toSorted()).toStrictEqual(
      [
        `"z""quoted"", and a\\b",7,standard,${encryption},`,
        `a/plain.txt,5,standard,${encryption},`,
        `b c+d%25&é漢😀.txt,40,standard,${encryption},`,
        `large.bin,5000,standard,${encryption},`,
      ].toSorted(),
    )
    const missing = await world.run([...argv, 'owner', '--prefix', 'a/'])
    expect(missing).toStrictEqual({
      code: 0,
      output: 'owner\n""\n',
      messages: 'the report has no column for owner: no row has a value there\n',
    })
    const none = await world.run([...argv, 'key', '--prefix', 'none'])
    expect(none).toMatchObject({ code: 0, output: 'key\n' })
  })

  it('gives what all filters let through, the one of the configuration too', async () => {
    const world = await startReportsWorld()
    const cloud = world.clouds[name]
    const more = { filter: { size: { min: 6 } } }
    await world.fill(cloud, odd, more)
    world.setTime(scanTime + 1000)
    await cloud.put(cloud.source, 'later', 'twelve bytes')
    await world.deliver(cloud)
    await world.write('daily.json', cloud.configuration(more))
    const read = async (...flags: string[]) => {
      const argv = ['read', cloud.inventory, '--fields', 'key', ...flags]
      const { code, output, messages } = await world.run(argv)
      expect({ code, messages }).toStrictEqual({ code: 0, messages: '' })
      return linesOf(output).map(({ key }) => key)
    }
    const all = [...keys, 'later'].toSorted()
    expect(await read()).toStrictEqual(all)
    expect(await read('--prefix', 'l')).toStrictEqual(['large.bin', 'later'])
    expect(await read('--min-size', '0.04kB', '--max-size', '5KB')).toStrictEqual([
      keys[1],
      keys[2],
    ])
    expect(await read('--modified-after', '2026-11-20T01:00:00.5Z')).toStrictEqual(['later'])
    expect(await read('--modified-before', '2026-11-20T01:00:00Z')).toStrictEqual(keys)
    expect(await read('--storage-class', 'archive,cold-archive')).toStrictEqual([])
    expect(await read('--storage-class', 'archive', '--storage-class', 'standard')).toHaveLength(5)
    expect(await read('--latest-only')).toStrictEqual(all)

    const configuration = ['--configuration', 'daily.json']
    expect(await read(...configuration)).toStrictEqual(all.slice(1))
    expect(await read(...configuration, '--max-size', '12')).toStrictEqual(['later', keys[3]])
    expect(await read(...configuration, '--max-size', '5')).toStrictEqual([])
  })
})

it.each(['parquet', 'orc'])('reads %s as it reads CSV, and verifies it', async (format) => {
  const world = await startReportsWorld()
  const { s3 } = world.clouds
  await world.fill(s3, odd)
  await world.deliver(s3)
  const csv = await world.run(['read', s3.inventory])
  expect(linesOf(csv.output)).toHaveLength(keys.length)

  const input = s3.configuration({}, { format })
  expect(await world.run(['put', 's3://photos', '-'], { input })).toMatchObject({ code: 0 })
  world.setTime(scanTime + 24 * 3_600_000)
  const manifestKey = await world.deliver(s3, { rowsPerFile: 3 })
  const listed = await world.run(['reports', s3.inventory])
  expect(listed.output).toMatch(new RegExp(`\\n2026-11-21T01:00:00Z +complete +${format} +2 `))
  const verified = await world.run(['verify', s3.inventory])
  expect(verified.output).toMatch(/: 2 files, 4 rows, /)
  const folder = await download(world, s3, manifestKey)
  for (const place of [s3.inventory, `./${folder}`]) {
    const read = await world.run(['read', place])
    expect(read).toMatchObject({ code: 0, messages: '' })
    expect(linesOf(read.output)).toStrictEqual(linesOf(csv.output))
    const large = await world.run(['read', place, '--fields', 'key', '--min-size', '1kB'])
    expect(large.output).toBe('{"key":"large.bin"}\n')
  }

  const { files }: { readonly files: readonly { readonly key: string }[] } = JSON.parse(
    String(await s3.get(s3.destination, manifestKey)),
  )
  const [{ key } = { key: '' }] = files
  const bytes = await s3.get(s3.destination, key)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  await s3.put(s3.destination, key, bytes)
  const damaged = await world.run(['verify', s3.inventory])
  expect(damaged).toMatchObject({ code: 1, output: '' })
  expect(damaged.messages).toContain(`data file "${key}" `)
})
