import { PassThrough } from 'node:stream'

import { expect, it } from 'vitest'

import { askQuestion } from './ask-question.ts'

function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const interruption = new AbortController()
  const answer = askQuestion('Apply? [y/N] ', { input, output }, interruption.signal)
  const asked = new Promise<string>((resolve) => {
    output.once('data', (data: Buffer) => resolve(String(data)))
  })
  return { input, interruption, answer, asked }
}

it('asks, and takes the first line', async () => {
  const { input, answer, asked } = terminal()
  expect(await asked).toBe('Apply? [y/N] ')
  input.write('yes\nmore\n')
  expect(await answer).toBe('yes')
})

it('takes the end of the input for no answer', async () => {
  const { input, answer, asked } = terminal()
  await asked
  input.end()
  expect(await answer).toBe('')
})

it('waits no longer than until it is interrupted', async () => {
  const { interruption, answer, asked } = terminal()
  await asked
  const reason = new Error('enough')
  interruption.abort(reason)
  await expect(answer).rejects.toBe(reason)
})

it('does not ask when it is interrupted already', async () => {
  const { input, output } = { input: new PassThrough(), output: new PassThrough() }
  const reason = new Error('enough')
  const signal = AbortSignal.abort(reason)
  await expect(askQuestion('?', { input, output }, signal)).rejects.toBe(reason)
  expect(output.readableLength).toBe(0)
})
