// Packs each public package and lets publint and attw look at what would be published, as ESM for Node and bundlers.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const npx = (...words) => {
  const { status, stdout } = spawnSync('npx', ['--yes', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return stdout
  console.error(stdout)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'bucket-inventory-packages-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync('packages')
for (const name of names) {
  const packed = npx(
    'pnpm@12.21.0',
    '--dir',
    `packages/${name}`,
    'pack',
    '--pack-destination',
    folder,
    '--json',
  )
  const { filename } = JSON.parse(packed.slice(packed.indexOf('{')))
  npx('publint@0.3.25', filename, '--strict')
  npx('@arethetypeswrong/cli@0.18.5', filename, '--profile', 'esm-only')
  console.log(`${name}: publint and attw are clean`)
}
