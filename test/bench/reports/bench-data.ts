import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

import { benchColumns, snakeCase } from './bench-columns.ts'
import { writeBenchFile } from './write-bench-file.ts'

/** The same report in each format, one data file of each. */
export interface BenchData {
  /** Folders of the report. */
  readonly csv: string
  readonly parquet: string
  readonly orc: string
  /** The one data file of each, for those who do not read manifests. */
  readonly files: { readonly csv: string; readonly parquet: string; readonly orc: string }
  /** Names of the columns in CSV. */
  readonly columns: readonly string[]
}

const cache = fileURLToPath(new URL('../../../node_modules/.cache/bench-reports/', import.meta.url))
const formats = ['csv', 'parquet', 'orc'] as const

/** The report that is measured, in each format, of so many rows; made the first time, which takes a minute or two. */
export async function benchData(rows: number): Promise<BenchData> {
  const root = `${cache}v2-${rows}/`
  const files = {
    csv: `${root}csv/data/0.csv.gz`,
    parquet: `${root}parquet/data/0.parquet`,
    orc: `${root}orc/data/0.orc`,
  }
  for (const format of formats) {
    if (existsSync(`${root}${format}/2026-11-20T01-00Z/manifest.checksum`)) continue
    console.error(`writing ${rows.toLocaleString('en')} rows as ${format}`)
    rmSync(`${root}${format}`, { recursive: true, force: true })
    mkdirSync(`${root}${format}/data`, { recursive: true })
    await writeBenchFile(format, files[format], rows)
    await writeManifest(`${root}${format}/`, format, [files[format]])
  }
  const columns = benchColumns.map(({ name }) => name)
  return { csv: `${root}csv`, parquet: `${root}parquet`, orc: `${root}orc`, files, columns }
}

/** The same files so many times in one report: what memory a larger one takes. */
export async function repeatedData(data: BenchData, times: number): Promise<BenchData> {
  const root = `${data.csv.slice(0, -'/csv'.length)}-times-${times}/`
  rmSync(root, { recursive: true, force: true })
  for (const format of formats) {
    const file = data.files[format]
    mkdirSync(`${root}${format}/data`, { recursive: true })
    const links = Array.from(
      { length: times },
      (_, index) => `${root}${format}/data/${index}-${basename(file)}`,
    )
    for (const link of links) linkSync(file, link)
    await writeManifest(`${root}${format}/`, format, links)
  }
  return { ...data, csv: `${root}csv`, parquet: `${root}parquet`, orc: `${root}orc` }
}

async function writeManifest(
  folder: string,
  format: (typeof formats)[number],
  files: readonly string[],
): Promise<void> {
  const [first = ''] = files
  const hash = createHash('md5')
  for await (const chunk of createReadStream(first)) hash.update(chunk)
  const MD5checksum = hash.digest('hex')
  const manifest = JSON.stringify({
    sourceBucket: 'my-production-bucket',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
    fileFormat: { csv: 'CSV', parquet: 'Parquet', orc: 'ORC' }[format],
    fileSchema: schemas[format],
    files: files.map((file) => ({
      key: `data/${basename(file)}`,
      size: statSync(file).size,
      MD5checksum,
    })),
  })
  mkdirSync(`${folder}2026-11-20T01-00Z`, { recursive: true })
  writeFileSync(`${folder}2026-11-20T01-00Z/manifest.json`, manifest)
  const md5 = createHash('md5').update(manifest).digest('hex')
  writeFileSync(`${folder}2026-11-20T01-00Z/manifest.checksum`, md5)
}

/** Types are the files' own: the reader takes no more than names from it. */
const schemas = {
  csv: benchColumns.map(({ name }) => name).join(', '),
  parquet: `message s3.inventory {${benchColumns.map(({ name }) => ` optional binary ${snakeCase(name)};`).join('')}}`,
  orc: `struct<${benchColumns.map(({ name }) => `${snakeCase(name)}:string`).join(',')}>`,
} as const
