// Writes src/csv/scanner-module.ts from a compiled scanner: node packages/reports/assembly/build.mjs SCANNER.wasm
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const [, , compiled] = process.argv
if (compiled === undefined) throw new Error('say where the compiled scanner is')

const source = readFileSync(new URL('scanner.ts', import.meta.url))
const hash = createHash('sha256').update(source).digest('hex')
const bytes = readFileSync(compiled).toString('base64')
writeFileSync(
  new URL('../src/csv/scanner-module.ts', import.meta.url),
  `// Generated from assembly/scanner.ts by \`pnpm generate:scanner\`.

/** SHA-256 of the source. */
export const scannerSource = '${hash}'

/** The compiled module, as base64. */
export const scannerModule =
  '${bytes}'
`,
)
