// Writes src/join/join-module.ts from what was compiled: node packages/compare/assembly/build.mjs JOIN.wasm
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const [, , compiled] = process.argv
if (compiled === undefined) throw new Error('say where the compiled module is')

const folder = new URL('./', import.meta.url)
const hash = createHash('sha256')
for (const name of readdirSync(folder).toSorted()) {
  if (name.endsWith('.ts')) hash.update(readFileSync(new URL(name, folder)))
}
const bytes = readFileSync(compiled).toString('base64')
writeFileSync(
  new URL('../src/join/join-module.ts', import.meta.url),
  `// Generated from assembly/*.ts by \`pnpm generate:modules\`.

/** SHA-256 of the sources, one behind the other in the order of their names. */
export const joinSource = '${hash.digest('hex')}'

/** The compiled module, as base64. */
export const joinModule =
  '${bytes}'
`,
)
