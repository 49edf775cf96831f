// Writes src/csv/scanner-module.ts or src/parquet/snappy-module.ts from what was compiled:
// node packages/reports/assembly/build.mjs scanner SCANNER.wasm
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const targets = { scanner: 'csv/scanner-module.ts', snappy: 'parquet/snappy-module.ts' }

const [, , name, compiled] = process.argv
if (targets[name] === undefined || compiled === undefined) {
  throw new Error('say what was compiled, scanner or snappy, and where it is')
}

const source = readFileSync(new URL(`${name}.ts`, import.meta.url))
const hash = createHash('sha256').update(source).digest('hex')
const bytes = readFileSync(compiled).toString('base64')
writeFileSync(
  new URL(`../src/${targets[name]}`, import.meta.url),
  `// Generated from assembly/${name}.ts by \`pnpm generate:modules\`.

/** SHA-256 of the source. */
export const ${name}Source = '${hash}'

/** The compiled module, as base64. */
export const ${name}Module =
  '${bytes}'
`,
)
