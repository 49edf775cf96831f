// Measures reading against Node's own gunzip of the same rows: node measure.mjs FOLDER, after make-inventory.py FOLDER.
import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'

import { openFileSource, openOrc } from '@bucket-inventory/orc'

const [folder = '.', only] = process.argv.slice(2)
const candidates = {
  gunzip: () => gunzip(`${folder}/inventory.csv.gz`),
  'all columns': () => read(`${folder}/inventory.orc`),
  'key and size': () => read(`${folder}/inventory.orc`, ['key', 'size']),
  'all columns, ten times': () => read(`${folder}/ten-times.orc`),
}

if (only === undefined) measure()
else {
  const start = performance.now()
  await candidates[only]()
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const processor = (userCPUTime + systemCPUTime) / 1000
  console.log(JSON.stringify([performance.now() - start, processor, maxRSS / 1024]))
}

function measure() {
  const results = Object.keys(candidates).map((name) => ({ name, runs: [] }))
  for (let round = 0; round < 7; round++) {
    for (const { name, runs } of results) {
      const own = [fileURLToPath(import.meta.url), folder, name]
      runs.push(JSON.parse(execFileSync(process.execPath, own, { encoding: 'utf8' })))
    }
  }
  const [base] = results
  for (const result of results) {
    const [time, processor, memory] = [0, 1, 2].map((index) => medianOf(result, index))
    const ratio = (own, index) =>
      `${own.toFixed(0)} ms (${(own / medianOf(base, index)).toFixed(2)} x)`
    console.log(
      result.name.padEnd(24),
      `time ${ratio(time, 0)}, processor ${ratio(processor, 1)}, memory ${memory.toFixed(0)} MB`,
    )
  }
}

function medianOf({ runs }, index) {
  return runs.map((run) => run[index]).toSorted((a, b) => a - b)[runs.length >> 1]
}

async function gunzip(path) {
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  let bytes = 0
  for await (const chunk of file.pipe(createGunzip({ chunkSize: 256 << 10 }))) bytes += chunk.length
  return bytes
}

async function read(path, columns) {
  const source = await openFileSource(path)
  const file = await openOrc(source)
  let rows = 0
  for await (const batch of file.read(columns === undefined ? {} : { columns }))
    rows += batch.length
  await source.close()
  if (rows !== file.rowCount) throw new Error(`${rows} rows`)
}
