// One run of what others read the same files with, in a process of its own: `node run-peer.mjs NAME DATA.json`. Plain
// JavaScript, as their packages are installed apart from the workspace: see ../reports/install-peers.ts.
import { createReadStream, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'

const [name, dataFile] = process.argv.slice(2)
const { files, columns } = JSON.parse(readFileSync(dataFile, 'utf8'))

const text = () =>
  createReadStream(files.csv, { highWaterMark: 256 * 1024 }).pipe(
    createGunzip({ chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }),
  )

const peers = {
  async 'csv-parse to neutral objects'() {
    const { parse } = await import('csv-parse')
    let rows = 0
    for await (const raw of text().pipe(parse({ columns }))) {
      neutral(raw)
      rows += 1
    }
    return rows
  },
  async 'papaparse, raw strings'() {
    const { default: papa } = await import('papaparse')
    let rows = 0
    for await (const row of text().pipe(papa.parse(papa.NODE_STREAM_INPUT, { header: false }))) {
      if (row.length === columns.length) rows += 1
    }
    return rows
  },
  async 'udsv, raw strings'() {
    const { inferSchema, initParser } = await import('udsv')
    let parser
    let rows = 0
    const count = () => {
      rows += 1
    }
    for await (const part of text().setEncoding('utf8')) {
      // The report has no header; it would take the first row for one.
      const header =
        parser === undefined ? `${columns.map((column) => `"${column}"`).join(',')}\n` : ''
      parser ??= initParser(inferSchema(header + part))
      parser.chunk(header + part, parser.stringObjs, count)
    }
    parser.end()
    return rows
  },
  async 'DuckDB read_csv, group by, 2 threads'() {
    const connection = await duck()
    const reader = await connection.runAndReadAll(
      `select column08, count(*) n, sum(try_cast(column05 as bigint)) from read_csv('${files.csv}', header = false, all_varchar = true) group by 1`,
    )
    return reader.getRows().reduce((sum, [, count]) => sum + Number(count), 0)
  },
  async 'hyparquet to objects'() {
    const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet')
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(files.parquet) })
    return rows.length
  },
  async 'DuckDB Parquet streamed to objects'() {
    const connection = await duck()
    const result = await connection.stream(`select * from read_parquet('${files.parquet}')`)
    const names = result.columnNames()
    let rows = 0
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return rows
      for (const row of chunk.getRowObjects(names)) if (row.key !== null) rows += 1
    }
  },
  async 'chDB ORC streamed to objects'() {
    const { Session } = await import('chdb')
    const session = new Session()
    let rows = 0
    for await (const row of session.queryStream(`select * from file('${files.orc}', ORC)`).rows()) {
      if (row.key !== null) rows += 1
    }
    return rows
  },
}

async function duck() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  return instance.connect()
}

/** What everybody has to do with raw strings before they mean the same on two clouds. */
function neutral(raw) {
  return {
    ...raw,
    Key: decodeURIComponent(raw.Key.replaceAll('+', ' ')),
    Size: raw.Size === '' ? undefined : Number(raw.Size),
    LastModifiedDate: raw.LastModifiedDate === '' ? undefined : Date.parse(raw.LastModifiedDate),
    IsLatest: raw.IsLatest === 'true',
    IsDeleteMarker: raw.IsDeleteMarker === 'true',
    IsMultipartUploaded: raw.IsMultipartUploaded === 'true',
  }
}

const start = performance.now()
const rows = await peers[name]()
const milliseconds = performance.now() - start
console.log(
  JSON.stringify({ milliseconds, rows, peakBytes: process.resourceUsage().maxRSS * 1024 }),
)
process.kill(process.pid, 'SIGKILL')
