// One comparison in a process of its own: `node run-compare.mjs NAME SIDES.json`. Plain JavaScript, so that what is measured is
// what is published.
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'

const [name, sidesFile] = process.argv.slice(2)
const { left, right } = JSON.parse(readFileSync(sidesFile, 'utf8'))
const mebibyte = 1024 * 1024

const candidates = {
  gunzip: async () => {
    const files = [left, right].flatMap((folder) =>
      readdirSync(`${folder}/data`).map((file) => `${folder}/data/${file}`),
    )
    const work = async () => {
      for (let file = files.shift(); file !== undefined; file = files.shift()) await inflate(file)
    }
    await Promise.all([work(), work()])
    return null
  },
  'budget 1 GiB': () => compare(1024 * mebibyte),
  'budget 512 MiB': () => compare(512 * mebibyte),
}

/** Node's own gunzip of a file, with nothing done to the bytes. */
async function inflate(file) {
  const bytes = createReadStream(file, { highWaterMark: 256 * 1024 })
  const options = { chunkSize: 256 * 1024, highWaterMark: 1024 * 1024 }
  const chunks = bytes.pipe(createGunzip(options))[Symbol.asyncIterator]()
  while ((await chunks.next()).done !== true);
}

/** With all evidence rules, and every difference written to a file. */
async function compare(memory) {
  const { compareReports, writeComparison } = await import('@bucket-inventory/compare')
  const { openReport, reportInFolder } = await import('@bucket-inventory/reports')
  const folder = mkdtempSync(join(tmpdir(), 'bench-compare-'))
  try {
    const open = async (path) => openReport(await reportInFolder(path))
    const comparison = compareReports(await open(left), await open(right), {
      memory,
      list: 'differences',
    })
    await writeComparison(join(folder, 'out'), comparison)
    const { counts, method } = await comparison.summary()
    return { counts, method }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const start = performance.now()
const result = await candidates[name]()
const milliseconds = performance.now() - start
const peakBytes = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ milliseconds, result, peakBytes }))
