import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { median } from '../measure.ts'
import type { Row } from '../row.ts'
import { benchData, repeatedData } from './bench-data.ts'
import type { BenchData } from './bench-data.ts'
import { installPeers, peers } from './peers.ts'

/** Node's own gunzip of the CSV. */
const base = 'gunzip'
const million = 1_000_000
const rounds = 5
/** Peers take ten times as long, and are there for comparison only. */
const peerRounds = 2

/** What is required, as a ratio to inflating the CSV. */
const targets: Readonly<Record<string, number>> = {
  'CSV to batches': 1.35,
  'CSV to objects of a batch': 1.55,
  'CSV to self-contained records': 1.75,
  'CSV to objects, without WebAssembly': 2,
  'Parquet to objects': 3.5,
  'Parquet, key and size': 1.5,
  'ORC to objects': 3.5,
  'ORC, key and size': 1.5,
}
const others = [
  'CSV, key and size',
  'Parquet to self-contained records',
  'ORC to self-contained records',
]

interface Run {
  readonly milliseconds: number
  readonly rows: number | null
  readonly peakBytes: number
}

/** Reading a million rows in each format, and what others take for it, each in a process of its own, interleaved. */
export async function reportRows(): Promise<Row[]> {
  const data = await benchData(million)
  const { script, versions } = installPeers()
  const ours = fileURLToPath(new URL('run-candidate.mjs', import.meta.url))
  const runs = new Map<string, Run[]>()
  const names = [base, ...Object.keys(targets), ...others]
  const file = dataFile(data)
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) keep(runs, name, round, run(ours, name, file))
    if (round > peerRounds) continue
    for (const name of peers) keep(runs, name, round, run(script, name, file))
  }
  const time = (name: string) =>
    median((runs.get(name) ?? []).map(({ milliseconds }) => milliseconds))
  const peak = (name: string) =>
    Math.max(...(runs.get(name) ?? []).map(({ peakBytes }) => peakBytes))
  const unit = time(base)
  const row = (name: string, target?: number): Row => ({
    name,
    measured: `${(time(name) / unit).toFixed(2)} x`,
    target: target === undefined ? '' : `at most ${target} x`,
    met: target === undefined || time(name) / unit <= target,
    note: `${Math.round(time(name))} ms, ${megabytes(peak(name))} MB at most`,
  })
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    { ...row(base), note: `${Math.round(unit)} ms` },
    ...Object.entries(targets).map(([name, target]) => row(name, target)),
    ...others.map((name) => row(name)),
    ...peers.map((name) => row(name)),
    ...(await memoryRows(data, ours)),
    { name: 'versions', measured: '', target: '', met: true, note: all.join(', ') },
  ]
}

async function memoryRows(data: BenchData, script: string): Promise<Row[]> {
  const file = dataFile(await repeatedData(data, 10))
  return [
    'CSV to self-contained records',
    'Parquet to self-contained records',
    'ORC to self-contained records',
  ].map((name) => {
    const { rows, peakBytes } = run(script, name, file)
    return {
      name: `${name}, peak memory of ${rows?.toLocaleString('en')} rows`,
      measured: `${megabytes(peakBytes)} MB`,
      target: 'less than 200 MB',
      met: peakBytes < 200_000_000,
    }
  })
}

function run(script: string, name: string, file: string): Run {
  // How it ends does not matter: engines with threads of their own do not all end well.
  const { stdout } = spawnSync(process.execPath, [script, name, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (stdout === '') throw new Error(`"${name}" came to no end`)
  return JSON.parse(stdout)
}

/** The first round does not count: files come into the cache. */
function keep(runs: Map<string, Run[]>, name: string, round: number, run: Run): void {
  if (run.rows !== null && run.rows !== million) {
    throw new Error(`"${name}" found ${run.rows} rows`)
  }
  if (round > 0) runs.set(name, [...(runs.get(name) ?? []), run])
}

function dataFile(data: BenchData): string {
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'data.json')
  writeFileSync(path, JSON.stringify(data))
  return path
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}
