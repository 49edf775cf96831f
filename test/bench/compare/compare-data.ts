import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'

import { sideSchema } from './write-side.ts'

/** Two reports of about as many objects, in several arrangements: folders of downloaded reports. */
export interface CompareData {
  readonly unsorted: Sides
  readonly sorted: Sides
  readonly parquet: Sides
}

export interface Sides {
  readonly left: string
  readonly right: string
}

const cache = fileURLToPath(new URL('../../../node_modules/.cache/bench-compare/', import.meta.url))
const script = fileURLToPath(new URL('make-side.ts', import.meta.url))

/** Makes, the first time, both sides of so many objects: five files each, which takes some minutes. */
export async function compareData(objects: number): Promise<CompareData> {
  const root = `${cache}v2-${objects}/`
  const sides = (kind: string): Sides => ({
    left: `${root}${kind}/left`,
    right: `${root}${kind}/right`,
  })
  await makeBoth(sides('unsorted'), ['unsorted', String(objects)])
  await makeBoth(sides('sorted'), ['sorted', String(objects)])
  await makeBoth(sides('parquet'), ['parquet', sides('unsorted').left, sides('unsorted').right])
  return { unsorted: sides('unsorted'), sorted: sides('sorted'), parquet: sides('parquet') }
}

/** Makes, the first time, both sides unsorted only: what shows the memory of many. */
export async function manyRows(objects: number): Promise<Sides> {
  const root = `${cache}v2-${objects}/unsorted`
  const sides = { left: `${root}/left`, right: `${root}/right` }
  await makeBoth(sides, ['unsorted', String(objects)])
  return sides
}

/** Both at a time, each in a process of its own. */
async function makeBoth(sides: Sides, settings: readonly string[]): Promise<void> {
  await Promise.all(
    (['left', 'right'] as const).map(async (side) => {
      const folder = sides[side]
      if (existsSync(`${folder}/2026-11-20T01-00Z/manifest.checksum`)) return
      console.error(`writing ${folder.slice(cache.length)}`)
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(`${folder}/data`, { recursive: true })
      const child = spawn(
        process.execPath,
        [...process.execArgv, '--max-old-space-size=8192', script, folder, side, ...settings],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      )
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`the ${side} side could not be made`)
      await writeManifest(folder, side, settings[0] === 'parquet')
    }),
  )
}

async function writeManifest(
  folder: string,
  side: 'left' | 'right',
  isParquet: boolean,
): Promise<void> {
  const files: object[] = []
  for (const name of readdirSync(`${folder}/data`).toSorted()) {
    const path = `${folder}/data/${name}`
    const hash = createHash('md5')
    for await (const chunk of createReadStream(path)) hash.update(chunk)
    files.push({
      key: `data/${name}`,
      size: statSync(path).size,
      MD5checksum: hash.digest('hex'),
    })
  }
  const isOss = side === 'right' && !isParquet
  const time = Date.parse('2026-11-20T01:00:00Z')
  const manifest = JSON.stringify({
    sourceBucket: side === 'left' ? 'photos' : 'photos-cn',
    destinationBucket: isOss ? 'reports' : 'arn:aws:s3:::reports',
    version: isOss ? '2019-09-01' : '2016-11-30',
    creationTimestamp: String(isOss ? time / 1000 : time),
    fileFormat: isParquet ? 'Parquet' : 'CSV',
    fileSchema: isParquet ? parquetSchema(side) : sideSchema[isOss ? 'alibaba-oss' : 'aws-s3'],
    files,
  })
  mkdirSync(`${folder}/2026-11-20T01-00Z`, { recursive: true })
  writeFileSync(`${folder}/2026-11-20T01-00Z/manifest.json`, manifest)
  const md5 = createHash('md5').update(manifest).digest('hex')
  writeFileSync(`${folder}/2026-11-20T01-00Z/manifest.checksum`, md5)
}

/** Types are the files' own: the reader takes no more than names from it. */
function parquetSchema(side: 'left' | 'right'): string {
  const names = sideSchema[side === 'left' ? 'aws-s3' : 'alibaba-oss'].split(', ')
  const columns = names.filter((name) => name !== 'ObjectType').map(snakeCase)
  return `message s3.inventory {${columns.map((name) => ` optional binary ${name};`).join('')}}`
}

function snakeCase(name: string): string {
  if (name === 'ETag') return 'e_tag'
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
}
