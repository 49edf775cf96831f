#!/usr/bin/env node
import { once } from 'node:events'
import { addAbortSignal } from 'node:stream'

import { askQuestion } from './ask-question.ts'
import { runCli } from './cli.ts'

const { env, stdin, stdout, stderr } = process

// Which Node runs this command is its own choice; the advice is for those who write programs with the SDK.
env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

// The second interruption waits for nothing.
const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (interruption.signal.aborted) process.exit(130)
    interruption.abort()
  })
}
// A terminal that is closed says so more than once. Without one, as under nohup, it is nobody's wish to end.
if ([stdin, stdout, stderr].some(({ isTTY }) => isTTY)) {
  process.on('SIGHUP', () => interruption.abort())
}

// A reader that has enough, such as `head`, is no failure, and ends only what goes on printing for it: a replacement goes
// on to its end, as what was deleted for it must come back, and so does a plan that is carried out. Where the disk is full
// that holds what is printed, everything goes on, and the exit code says that the output is not whole.
const unread = new AbortController()
const broken = new AbortController()
const unwritten: Error[] = []
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') unread.abort()
  else unwritten.push(error)
  broken.abort()
})
// What a person is told is not what was asked for.
stderr.on('error', () => undefined)

const isDumb = env['TERM'] === 'dumb'
const isPlain = isDumb || (env['NO_COLOR'] ?? '') !== ''
const signal = AbortSignal.any([interruption.signal, unread.signal])
const ended = AbortSignal.any([signal, broken.signal])

const code = await runCli(process.argv.slice(2), {
  environment: env,
  folder: process.cwd(),
  input: standardInput(),
  output: stdout,
  outputTakesMore,
  outputIsTerminal: stdout.isTTY,
  messages: stderr,
  colour: stderr.isTTY && !isPlain,
  outputColour: stdout.isTTY && !isPlain,
  ...(stderr.isTTY && !isDumb ? { columns: stderr.columns } : {}),
  ...(stdin.isTTY && stderr.isTTY
    ? { ask: (question) => askQuestion(question, { input: stdin, output: stderr }, signal) }
    : {}),
  signal,
  interruption: interruption.signal,
  now: () => new Date(),
})

await written(stdout)
const [failure] = unwritten
if (failure !== undefined) {
  stderr.write(`error: standard output cannot be written: ${failure.message}\n`)
}
await written(stderr)
process.exitCode = failure !== undefined && (code === 0 || code === 2) ? 1 : code

// What was given up may still wait for an answer, and would keep the process for as long.
if (interruption.signal.aborted) process.exit()

/** What is printed must not pile up where its reader is slow. */
async function outputTakesMore(): Promise<boolean> {
  if (stdout.writableNeedDrain) {
    // Rejects where that will never come, which is looked at below.
    await once(stdout, 'drain', { signal: ended }).catch(() => undefined)
  }
  return !unread.signal.aborted && unwritten.length === 0
}

/** Resolves when everything before is written, or has failed. */
function written(stream: NodeJS.WriteStream): Promise<unknown> {
  return new Promise((resolve) => stream.write('', resolve))
}

/** Opened when it is read, and closed by an interruption. */
async function* standardInput(): AsyncGenerator<Uint8Array> {
  yield* addAbortSignal(signal, stdin)
}
