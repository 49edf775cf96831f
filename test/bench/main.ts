import { cpus } from 'node:os'

import { applyRows } from './apply-bench.ts'
import { compareRows } from './compare/compare-bench.ts'
import { healthRows } from './health/health-bench.ts'
import { reportRows } from './reports/report-bench.ts'
import { requestRows } from './request-bench.ts'
import type { Row } from './row.ts'
import { startRows } from './start-bench.ts'
import { translationRows } from './translation-bench.ts'

const benches: Readonly<Record<string, readonly [string, () => Row[] | Promise<Row[]>]>> = {
  translation: ['Translation', translationRows],
  start: ['Start', startRows],
  plans: ['Plans of 1,000 inventories, against the bare SDK calls of the same requests', applyRows],
  requests: ['1,000 configurations over HTTP, against the bare SDK calls', requestRows],
  health: ['Status and doctor of 1,000 inventories, against the bare SDK calls', healthRows],
  compare: [
    'Two reports of 5,000,000 objects, 1.2 % of them different, against inflating both as CSV.gz',
    compareRows,
  ],
  reports: ['A report of 1,000,000 rows of 20 columns, against inflating it as CSV.gz', reportRows],
}

// The AWS SDK would warn about the next version of Node in the middle of the output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
console.log(`Node ${process.version}, ${cpus().length} cores, medians of interleaved rounds\n`)
const asked = process.argv.slice(2)
for (const [name, [title, rows]] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) print(title, await rows())
}

function print(title: string, rows: readonly Row[]): void {
  console.log(`${title}\n`)
  console.log('| what | measured | target | |\n| --- | --- | --- | --- |')
  for (const { name, measured, target, met, note = '' } of rows) {
    console.log(`| ${name} | ${measured} | ${target}${met ? '' : ' **missed**'} | ${note} |`)
  }
  console.log()
}
