// One run of our reader in a process of its own: `node run-candidate.mjs NAME DATA.json`. Plain JavaScript, so that what is
// measured is what is published, without a loader in the same memory.
import { createReadStream, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'

const [name, dataFile] = process.argv.slice(2)
const data = JSON.parse(readFileSync(dataFile, 'utf8'))
// Without WebAssembly the reader takes its twin.
if (name.endsWith('without WebAssembly')) Reflect.deleteProperty(globalThis, 'WebAssembly')

const candidates = {
  gunzip,
  'CSV to batches': () => readBatches(data.csv),
  'CSV to objects of a batch': () => readObjects(data.csv),
  'CSV to self-contained records': () => readRecords(data.csv),
  'CSV to objects, without WebAssembly': () => readObjects(data.csv),
  'CSV, key and size': () => readObjects(data.csv, ['key', 'size']),
  'Parquet to objects': () => readObjects(data.parquet),
  'Parquet to self-contained records': () => readRecords(data.parquet),
  'Parquet, key and size': () => readObjects(data.parquet, ['key', 'size']),
  'ORC to objects': () => readObjects(data.orc),
  'ORC to self-contained records': () => readRecords(data.orc),
  'ORC, key and size': () => readObjects(data.orc, ['key', 'size']),
}

/** Node's own gunzip of the CSV, with nothing done to the bytes: what everything else is measured against. */
async function gunzip() {
  const bytes = createReadStream(data.files.csv, { highWaterMark: 256 * 1024 })
  const options = { chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }
  const chunks = bytes.pipe(createGunzip(options))[Symbol.asyncIterator]()
  while ((await chunks.next()).done !== true);
  return null
}

async function open(folder) {
  const { openReport, reportInFolder } = await import('@bucket-inventory/reports')
  return openReport(await reportInFolder(folder))
}

async function readBatches(folder) {
  let rows = 0
  for await (const batch of (await open(folder)).batches()) rows += batch.length
  return rows
}

async function readObjects(folder, fields) {
  let rows = 0
  let bytes = 0
  const options = fields === undefined ? {} : { fields }
  for await (const batch of (await open(folder)).batches(options)) {
    for (const { key, size } of batch) {
      rows += 1
      bytes += (size ?? 0) + key.length
    }
  }
  return bytes > 0 ? rows : 0
}

async function readRecords(folder) {
  let rows = 0
  let bytes = 0
  for await (const { key, size } of (await open(folder)).records()) {
    rows += 1
    bytes += (size ?? 0) + key.length
  }
  return bytes > 0 ? rows : 0
}

// All run with the same modules loaded: in a larger heap V8 collects more often, also while Node inflates.
await import('@bucket-inventory/reports')
// Once before it counts, until what runs is compiled.
await candidates[name]()
const start = performance.now()
const rows = await candidates[name]()
const milliseconds = performance.now() - start
const peakBytes = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ milliseconds, rows, peakBytes }))
