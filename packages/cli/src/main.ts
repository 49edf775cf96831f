#!/usr/bin/env node
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

// A reader that has enough, such as `head`, is no failure, and ends only what goes on printing for it: a replacement goes
// on to its end, as what was deleted for it must come back, and so does a plan that is carried out.
const unread = new AbortController()
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (stream === stdout) unread.abort()
  })
}

const isDumb = env['TERM'] === 'dumb'
const isPlain = isDumb || (env['NO_COLOR'] ?? '') !== ''
const signal = AbortSignal.any([interruption.signal, unread.signal])

process.exitCode = await runCli(process.argv.slice(2), {
  environment: env,
  folder: process.cwd(),
  input: standardInput(),
  output: stdout,
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

// What was given up may still wait for an answer, and would keep the process for as long.
if (interruption.signal.aborted) {
  await Promise.all(
    [stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))),
  )
  process.exit()
}

/** Opened when it is read, and closed by an interruption. */
async function* standardInput(): AsyncGenerator<Uint8Array> {
  yield* addAbortSignal(signal, stdin)
}
