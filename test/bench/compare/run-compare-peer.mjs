// What others find the differences with, in a process of its own: `node run-compare-peer.mjs NAME SIDES.json`. None of them
// decodes keys: they are only written alike.
import { spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

const [name, sidesFile] = process.argv.slice(2)
const { left, right } = JSON.parse(readFileSync(sidesFile, 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'bench-peer-'))

const peers = {
  async 'JS Map, keys not decoded'() {
    const seen = new Map()
    for await (const { key, content } of lines(left, 1, 5, 7)) seen.set(key, content)
    let differences = 0
    for await (const { key, content } of lines(right, 1, 2, 5)) {
      const other = seen.get(alike(key))
      if (other === undefined || other !== content) differences += 1
      if (other !== undefined) seen.delete(alike(key))
    }
    return { differences: differences + seen.size }
  },
  'gzip, awk, sort and comm, keys not decoded'() {
    const side = (files, columns, extra) =>
      `gzip -dc ${files}/data/*.csv.gz | awk -F'"?,"?' '{ print ${columns} }' | ${extra} LC_ALL=C sort -S 512M -T ${folder}`
    const script = `${side(left, '$2 "\\t" $6 "\\t" tolower($8)', '')} > ${folder}/left & ${side(
      right,
      '$2 "\\t" $3 "\\t" tolower($6)',
      "sed 's/%2F/\\//g; s/%20/+/g' |",
    )} > ${folder}/right & wait; LC_ALL=C comm -3 ${folder}/left ${folder}/right | awk -F'\\t' '{ print $1 == "" ? $2 : $1 }' | uniq | wc -l`
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    if (stderr !== '') throw new Error(stderr)
    return { differences: Number(stdout) }
  },
  'DuckDB full outer join, 1 GB, keys not decoded': () => duckdb('1GB'),
  'DuckDB full outer join, 2 GB, keys not decoded': () => duckdb('2GB'),
  'DuckDB full outer join of Parquet, 1 GB': () => duckdbParquet('1GB'),
}

async function* lines(side, key, size, etag) {
  for (const file of readdirSync(`${side}/data`)) {
    const text = createReadStream(`${side}/data/${file}`).pipe(
      createGunzip({ chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }),
    )
    for await (const line of createInterface({ input: text })) {
      const cells = line.split(',')
      yield {
        key: cells[key].slice(1, -1),
        content: `${cells[size]} ${cells[etag].toLowerCase()}`,
      }
    }
  }
}

function alike(key) {
  return key.replaceAll('%2F', '/').replaceAll('%20', '+')
}

async function duckdb(limit) {
  const csv = (side) =>
    `read_csv('${side}/data/*.csv.gz', header = false, all_varchar = true, delim = ',', quote = '"')`
  return joinSides(
    limit,
    `select column01 as key, column05 as size, column07 as etag from ${csv(left)}`,
    `select replace(replace(column1, '%2F', '/'), '%20', '+') as key, column2 as size, lower(column5) as etag from ${csv(right)}`,
  )
}

async function duckdbParquet(limit) {
  const rows = (side) => `select key, size, e_tag as etag from '${side}/data/*.parquet'`
  return joinSides(limit, rows(left), rows(right))
}

async function joinSides(limit, one, other) {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: limit,
    temp_directory: folder,
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(
    `select count(*) from (${one}) l full outer join (${other}) r on l.key = r.key where l.key is null or r.key is null or l.size <> r.size or l.etag <> r.etag`,
  )
  return { differences: Number(reader.getRows()[0][0]) }
}

const start = performance.now()
try {
  const result = await peers[name]()
  const milliseconds = performance.now() - start
  const peakBytes = process.resourceUsage().maxRSS * 1024
  console.log(JSON.stringify({ milliseconds, result, peakBytes }))
} finally {
  rmSync(folder, { recursive: true })
}
