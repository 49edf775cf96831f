import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { left, right, startCompareWorld } from './cli-compare-world.ts'
import { startCliWorld } from './cli-world.ts'

it.each([
  [['compare', left, right, '--html', 'none/x.html'], 'the folder of "none/x.html" is not there'],
  [['compare', left, right, '--html', '.'], '--html takes a file, such as '],
  [['compare', left, right, '--html', 'x', '--out', 'x'], '--html and --out are both "x"'],
  [['summarize', left, '--html', 'none/x.html'], 'the folder of "none/x.html" is not there'],
  [['summarize', left, '--html', '.'], '--html takes a file, such as '],
])(
  'says of %j that the page cannot be written, before anything is asked',
  async (argv, message) => {
    const world = await startCliWorld()
    world.emulator.resetRequests()
    const { code, output, messages } = await world.run(argv)
    expect({ code, output }).toStrictEqual({ code: 64, output: '' })
    expect(messages).toContain(message)
    expect(messages.trimEnd().split('\n')).toHaveLength(1)
    expect(world.emulator.requests()).toBe(0)
    expect(await readdir(world.folder)).toStrictEqual([])
  },
)

it('writes the page into the folder that it makes, and over an older page', async () => {
  const world = await startCompareWorld()
  const argv = ['compare', left, right, '--out', 'out', '--html', 'out/page.html']
  expect(await world.run(argv)).toMatchObject({ code: 2, messages: '' })
  expect((await readdir(join(world.folder, 'out'))).toSorted()).toStrictEqual([
    'comparison.json',
    'objects.ndjson',
    'page.html',
  ])
  await mkdir(join(world.folder, 'pages'))
  await world.write('pages/page.html', 'older')
  expect(await world.run(['summarize', left, '--html', 'pages/page.html'])).toMatchObject({
    code: 0,
  })
  expect(await readFile(join(world.folder, 'pages/page.html'), 'utf8')).toMatch(/^<!doctype html>/i)
})

it.each([
  [['--memory', '0'], 'error: --memory: 0 is not bytes, more than 0\n'],
  [['--metadata', 'key'], /^error: --metadata: "key" cannot be compared as metadata; .*\n$/],
  [['--margin', '99999999d'], /^error: --margin takes a time such as .*\n$/],
])('says once what is wrong with %j, by the name of the flag', async (flags, message) => {
  const world = await startCompareWorld()
  const { code, messages } = await world.run(['compare', left, right, ...flags])
  expect(code).toBe(64)
  if (typeof message === 'string') expect(messages).toBe(message)
  else expect(messages).toMatch(message)
})

it.each([
  [[], 'compare again with --out FOLDER, then: bucket-inventory job FOLDER --for online-migration'],
  [['--out', 'out', '--format', 'csv'], 'compare again with --format ndjson, of which '],
])('says after %j how a job is made', async (flags, next) => {
  const world = await startCompareWorld()
  const { output } = await world.run(['compare', left, right, ...flags])
  expect(output).toContain(`\nNext\n  ${next}`)
})
