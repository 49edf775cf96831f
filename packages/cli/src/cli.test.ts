import { readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'

import { commands, runCli } from './cli.ts'
import type { CommandContext } from './command.ts'

async function run(...argv: string[]) {
  const printed = { output: '', messages: '' }
  const sink = (name: 'output' | 'messages') => ({
    write: (text: string) => {
      printed[name] += text
    },
  })
  const context: CommandContext = {
    environment: {},
    folder: '.',
    input: (async function* () {
      yield* []
    })(),
    output: sink('output'),
    messages: sink('messages'),
    colour: false,
    signal: new AbortController().signal,
    now: () => new Date(0),
  }
  return { code: await runCli(argv, context), ...printed }
}

it('prints help and the version of the package', async () => {
  const manifest: unknown = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  )
  expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('Usage: ') })
  expect(await run('put', '--help')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Usage: bucket-inventory put BUCKET FILE'),
  })
  const { code, output, messages } = await run('--version')
  expect({ code, messages }).toStrictEqual({ code: 0, messages: '' })
  expect(manifest).toHaveProperty('version', output.trim())
})

it.each(Object.entries(commands))('has a command behind %s', async (_, { load }) => {
  expect(await load()).toBeTypeOf('function')
})

it('says wrong use with the nearest thing, and exits 64', async () => {
  expect(await run('delte', 's3://photos#daily')).toStrictEqual({
    code: 64,
    output: '',
    messages: 'error: there is no command "delte"; did you mean "delete"?\n',
  })
})

it('needs nothing but Node and its own strings to print help', async () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = async (url: URL): Promise<void> => {
    if (seen.has(url.href)) return
    seen.add(url.href)
    const text = await readFile(url, 'utf8')
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export)\s(?!type\s)[^'"`;]*?from\s+'([^']+)'/gm,
    )) {
      if (specifier.startsWith('.')) await visit(new URL(specifier, url))
      else packages.add(specifier)
    }
  }
  await visit(new URL('main.ts', import.meta.url))
  expect(seen.size).toBeGreaterThan(3)
  expect([...packages].filter((name) => !name.startsWith('node:'))).toStrictEqual([])
})
