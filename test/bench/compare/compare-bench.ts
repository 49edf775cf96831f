import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { median } from '../measure.ts'
import type { Row } from '../row.ts'
import { compareData, manyRows } from './compare-data.ts'
import type { Sides } from './compare-data.ts'
import { planted } from './side-row.ts'

const objects = 5_000_000
const many = 20_000_000
const rounds = 3
const mebibyte = 1024 * 1024

interface Run {
  readonly milliseconds: number
  readonly peakBytes: number
  readonly result: null | Found
}

interface Found {
  readonly counts?: Readonly<Record<string, number>>
  readonly differences?: number
  readonly method?: string
}

interface Candidate {
  readonly name: string
  readonly script: string
  readonly run: string
  readonly sides: Sides
  /** At most so many times as long as the base. */
  readonly target?: number
  /** At most so many bytes. */
  readonly memory?: number
  /** Default: {@link rounds}. */
  readonly rounds?: number
}

const ours = fileURLToPath(new URL('run-compare.mjs', import.meta.url))
const peer = fileURLToPath(new URL('run-compare-peer.mjs', import.meta.url))

/** Two reports of five million objects compared, and what others take for it, each in a process of its own, interleaved. */
export async function compareRows(): Promise<Row[]> {
  const { unsorted, sorted, parquet } = await compareData(objects)
  const base: Candidate = { name: 'gunzip', script: ours, run: 'gunzip', sides: unsorted }
  const gibibyte = 'budget 1 GiB'
  const alone = (name: string, sides: Sides): Candidate => ({
    name,
    script: peer,
    run: name,
    sides,
    rounds: 1,
  })
  const candidates: readonly Candidate[] = [
    base,
    {
      name: 'CSV.gz, budget 1 GiB',
      script: ours,
      run: gibibyte,
      sides: unsorted,
      target: 2.4,
      memory: 1024 * mebibyte + 250_000_000,
    },
    {
      name: 'CSV.gz, budget 512 MiB',
      script: ours,
      run: 'budget 512 MiB',
      sides: unsorted,
      memory: 512 * mebibyte + 250_000_000,
    },
    {
      name: 'CSV.gz, both sorted',
      script: ours,
      run: gibibyte,
      sides: sorted,
      target: 2.2,
      memory: 300_000_000,
    },
    {
      name: 'Parquet, budget 1 GiB',
      script: ours,
      run: gibibyte,
      sides: parquet,
      target: 2,
      memory: 1024 * mebibyte + 250_000_000,
    },
    alone('JS Map, keys not decoded', unsorted),
    alone('gzip, awk, sort and comm, keys not decoded', unsorted),
    alone('DuckDB full outer join, 1 GB, keys not decoded', unsorted),
    alone('DuckDB full outer join, 2 GB, keys not decoded', unsorted),
    alone('DuckDB full outer join of Parquet, 1 GB', parquet),
  ]
  const runs = new Map<string, Run[]>()
  for (let round = 0; round <= rounds; round++) {
    for (const candidate of candidates) {
      if (round > (candidate.rounds ?? rounds)) continue
      const run = once(candidate)
      check(candidate, run.result, objects)
      // The first round does not count: files come into the cache.
      if (round > 0) runs.set(candidate.name, [...(runs.get(candidate.name) ?? []), run])
    }
  }
  const time = (name: string) =>
    median((runs.get(name) ?? []).map(({ milliseconds }) => milliseconds))
  const unit = time(base.name)
  return [
    { name: 'gunzip of both sides, two files at a time', ...anyTarget(`${Math.round(unit)} ms`) },
    ...candidates.slice(1).map(({ name, target, memory }): Row => {
      const peak = Math.max(...(runs.get(name) ?? []).map(({ peakBytes }) => peakBytes))
      const ratio = time(name) / unit
      const wanted = [
        ...(target === undefined ? [] : [`at most ${target} x`]),
        ...(memory === undefined ? [] : [`${megabytes(memory)} MB`]),
      ]
      return {
        name,
        measured: `${ratio.toFixed(2)} x, ${megabytes(peak)} MB`,
        target: wanted.join(', '),
        met: ratio <= (target ?? Infinity) && peak <= (memory ?? Infinity),
        note: `${Math.round(time(name))} ms${methodOf(runs.get(name))}`,
      }
    }),
    ...(await memoryRows()),
  ]
}

/** Peak memory of many rows, which must not depend on how many they are. */
async function memoryRows(): Promise<Row[]> {
  const sides = await manyRows(many)
  return ['1 GiB', '512 MiB'].map((budget) => {
    const candidate = { name: budget, script: ours, run: `budget ${budget}`, sides }
    const run = once(candidate)
    check(candidate, run.result, many)
    const memory = (budget === '1 GiB' ? 1024 : 512) * mebibyte + 250_000_000
    return {
      name: `${many.toLocaleString('en')} objects a side, CSV.gz, budget ${budget}`,
      measured: `${megabytes(run.peakBytes)} MB`,
      target: `${megabytes(memory)} MB`,
      met: run.peakBytes <= memory,
      note: `${Math.round(run.milliseconds)} ms${methodOf([run])}`,
    }
  })
}

function once({ script, run, sides, name }: Candidate): Run {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const file = join(folder, 'sides.json')
    writeFileSync(file, JSON.stringify(sides))
    const { stdout } = spawnSync(
      process.execPath,
      ['--max-old-space-size=8192', script, run, file],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    if (stdout === '') throw new Error(`"${name}" came to no end`)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Everything that was planted must be found, by others too: what misses some is no peer. */
function check({ name }: Candidate, result: Found | null, all: number): void {
  if (result === null) return
  const found = result.counts ?? { differences: result.differences ?? 0 }
  const expected = result.counts === undefined ? { differences: of(planted, all) } : verdicts(all)
  for (const [verdict, count] of Object.entries(expected)) {
    if (found[verdict] !== count) {
      throw new Error(`"${name}" found ${found[verdict]} objects that are ${verdict}, of ${count}`)
    }
  }
}

function verdicts(all: number): Readonly<Record<string, number>> {
  const { missing, extra, size } = planted
  return {
    same: all - of(planted, all),
    missing: of({ missing }, all),
    extra: of({ extra }, all),
    'size-differs': of({ size }, all),
  }
}

function of(fates: Readonly<Record<string, number>>, all: number): number {
  return Object.values(fates).reduce((sum, fate) => sum + (fate * all) / 1000, 0)
}

function anyTarget(measured: string): Pick<Row, 'measured' | 'target' | 'met'> {
  return { measured, target: '', met: true }
}

function methodOf(runs: readonly Run[] | undefined): string {
  const method = runs?.[0]?.result?.method
  return method === undefined ? '' : `, ${method}`
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}
