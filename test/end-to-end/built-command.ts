import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The command in a few files that Node starts by itself, as the sources would take seconds to start again and again. */
export interface BuiltCommand {
  readonly path: string
  remove(): Promise<void>
}

/** Bundles the command as it is now, with all that it imports lazily still apart. The SDKs stay where they are. */
export async function buildCommand(): Promise<BuiltCommand> {
  const folder = await mkdtemp(join(root, 'test/node_modules/.command-'))
  const conditions = ['@bucket-inventory/source', 'node']
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    ssr: {
      noExternal: true,
      external: ['@aws-sdk/client-s3', '@aws-sdk/client-sts', 'ali-oss'],
      resolve: { conditions },
    },
    build: {
      ssr: join(root, 'packages/cli/src/main.ts'),
      target: 'node20',
      minify: false,
      outDir: folder,
      rollupOptions: {
        output: { entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return { path: join(folder, 'main.mjs'), remove: () => rm(folder, { recursive: true }) }
}
