import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('../peers/', import.meta.url))
const cache = fileURLToPath(new URL('../../../node_modules/.cache/bench-peers/', import.meta.url))

/** What others read the same files with: the names of `run-peer.mjs`. */
export const peers = [
  'csv-parse to neutral objects',
  'papaparse, raw strings',
  'udsv, raw strings',
  'DuckDB read_csv, group by, 2 threads',
  'hyparquet to objects',
  'DuckDB Parquet streamed to objects',
  'chDB ORC streamed to objects',
] as const

/**
 * Installs the peers apart from the workspace, the first time and when their versions change, as they take 600 MB. Returns the
 * script that runs one, and their versions.
 */
export function installPeers(): {
  readonly script: string
  readonly versions: Readonly<Record<string, string>>
} {
  const manifest = `${here}package.json`
  const text = readFileSync(manifest, 'utf8')
  const installed = `${cache}installed.json`
  const current = existsSync(installed) && readFileSync(installed, 'utf8') === text
  mkdirSync(cache, { recursive: true })
  cpSync(`${here}run-peer.mjs`, `${cache}run-peer.mjs`)
  if (!current) {
    console.error('installing what the reader is compared with (600 MB, once)')
    const npm = ['install', '--no-audit', '--no-fund', '--silent', '--prefix', cache]
    cpSync(manifest, `${cache}package.json`)
    execFileSync('npm', npm, { stdio: ['ignore', 'ignore', 'inherit'] })
    cpSync(manifest, installed)
  }
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(text)
  return { script: `${cache}run-peer.mjs`, versions: dependencies }
}
