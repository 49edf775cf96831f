import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, EmulatorOptions } from '@bucket-inventory/emulator'
import { runCli } from 'bucket-inventory'
import { onTestFinished, vi } from 'vitest'

export interface RunOptions {
  /** Standard input. Default: empty. */
  readonly input?: string
  /** Variables over those of the emulator; `undefined` unsets one. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  /** What relative paths start from. Default: the world's folder. */
  readonly folder?: string
  /** What the person answers to each question, who sits at a terminal of 40 columns. Default: nobody sits there. */
  readonly answers?: readonly string[]
  /** What happens while the person thinks about an answer. Default: nothing. */
  readonly whileAsked?: () => Promise<void>
  /** What the clock of the command says, epoch milliseconds. Default: an evening in November 2026. */
  readonly now?: number
}

/** What a run of the command printed, and its exit code. */
export interface Run {
  readonly code: number
  readonly output: string
  readonly messages: string
}

/** Two emulated clouds, a folder, and the command in it. */
export interface CliWorld {
  readonly emulator: Emulator
  readonly folder: string
  /** Writes a file into the folder. */
  write(name: string, text: string): Promise<void>
  run(argv: readonly string[], options?: RunOptions): Promise<Run>
}

/** Everything is stopped and removed when the test is over. */
export async function startCliWorld(options: EmulatorOptions = {}): Promise<CliWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  const emulator = await startEmulator(options)
  onTestFinished(async () => {
    await emulator.close()
    await rm(folder, { recursive: true })
    vi.unstubAllEnvs()
  })
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos-cn' })
  // As `bucket-inventory emulator` says it.
  const { s3, oss } = emulator
  const environment = {
    ...emulator.environment,
    AWS_ENDPOINT_URL_KMS: s3,
    OSS_RAM_ENDPOINT: oss,
  }
  return {
    emulator,
    folder,
    write: (name, text) => writeFile(join(folder, name), text),
    run: (argv, runOptions) => run(argv, folder, environment, runOptions),
  }
}

/** S3's SDK reads the environment of the process itself, and nothing of the person who runs the tests. */
const isolated = {
  HOME: '/nonexistent',
  // Its tests name one.
  BUCKET_INVENTORY_JOURNAL: '',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: undefined,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
}

async function run(
  argv: readonly string[],
  folder: string,
  emulated: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<Run> {
  const { input = '', environment = {}, signal = new AbortController().signal, answers } = options
  const variables = { ...isolated, ...emulated, ...environment }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const printed = { output: '', messages: '' }
  const sink = (name: 'output' | 'messages') => ({
    write: (text: string) => {
      printed[name] += text
    },
  })
  const left = answers === undefined ? undefined : [...answers]
  const ask = async (question: string) => {
    sink('messages').write(question)
    await options.whileAsked?.()
    return left?.shift() ?? ''
  }
  const code = await runCli(argv, {
    environment: variables,
    folder: options.folder ?? folder,
    input: bytesOf(input),
    output: sink('output'),
    messages: sink('messages'),
    colour: false,
    ...(left === undefined ? {} : { ask, columns: 40 }),
    signal,
    now: () => new Date(options.now ?? '2026-11-21T20:58:00.123Z'),
  })
  return { code, ...printed }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
