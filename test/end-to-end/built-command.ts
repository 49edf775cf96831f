import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kept = join(root, 'test/node_modules/.cache')

/**
 * Path of the command in a few files that Node starts by itself, as the sources and the SDKs' many files would take longer to
 * start again and again than what is tried. Made once for all tests, and again when a source has changed.
 */
export async function builtCommand(): Promise<string> {
  const folder = join(kept, `command-${await digestOfSources()}`)
  if (!existsSync(folder)) await buildInto(folder)
  return join(folder, 'main.mjs')
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of [...(await sources()), 'pnpm-lock.yaml', 'test/end-to-end/built-command.ts']) {
    hash.update(`${name}\n`).update(await readFile(join(root, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function sources(): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of await readdir(join(root, 'packages'))) {
    const folder = join('packages', name, 'src')
    const files = await readdir(join(root, folder), { recursive: true })
    found.push(...files.filter(isSource).map((file) => join(folder, file)))
  }
  return found.toSorted()
}

function isSource(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts')
}

/** All that the command imports lazily stays apart. */
async function buildInto(folder: string): Promise<void> {
  await mkdir(kept, { recursive: true })
  const made = await mkdtemp(join(kept, 'making-'))
  // Takes a while to load, mostly for nothing.
  const { build } = await import('vite')
  const conditions = ['@bucket-inventory/source', 'node']
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    // Its binding is a library of the system, which stays where it is installed.
    ssr: { noExternal: true, external: ['@duckdb/node-api'], resolve: { conditions } },
    build: {
      ssr: join(root, 'packages/cli/src/main.ts'),
      target: 'node20',
      minify: false,
      outDir: made,
      rollupOptions: {
        output: { entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  // Other tests may have made the same meanwhile.
  await rename(made, folder).catch(() => rm(made, { recursive: true }))
  await removeOld()
}

/** What was made on another day. Other tests may be removing it too. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(kept)) {
    if (!/^(command|making)-/.test(name)) continue
    const path = join(kept, name)
    const made = await stat(path).catch(() => undefined)
    if (made === undefined || Date.now() - made.mtimeMs < 86_400_000) continue
    await rm(path, { recursive: true, force: true })
  }
}
