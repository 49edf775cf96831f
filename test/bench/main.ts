import { cpus } from 'node:os'

import { applyRows } from './apply-bench.ts'
import { requestRows } from './request-bench.ts'
import type { Row } from './row.ts'
import { startRows } from './start-bench.ts'
import { translationRows } from './translation-bench.ts'

// The AWS SDK would warn about the next version of Node in the middle of the output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
console.log(`Node ${process.version}, ${cpus().length} cores, medians of interleaved rounds\n`)
print('Translation', translationRows())
print('Start', await startRows())
print(
  'Plans of 1,000 inventories, against the bare SDK calls of the same requests',
  await applyRows(),
)
print('1,000 configurations over HTTP, against the bare SDK calls', await requestRows())

function print(title: string, rows: readonly Row[]): void {
  console.log(`${title}\n`)
  console.log('| what | measured | target | |\n| --- | --- | --- | --- |')
  for (const { name, measured, target, met, note = '' } of rows) {
    console.log(`| ${name} | ${measured} | ${target}${met ? '' : ' **missed**'} | ${note} |`)
  }
  console.log()
}
