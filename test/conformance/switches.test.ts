import { readdirSync, readFileSync } from 'node:fs'

import { switchValues } from '@bucket-inventory/emulator'
import { expect, it } from 'vitest'

const tests = [new URL('.', import.meta.url), new URL('../end-to-end/', import.meta.url)]
  .flatMap((folder) => readdirSync(folder).map((file) => new URL(file, folder)))
  // Tests of the emulator itself prove nothing of the adapters.
  .filter((file) => file.pathname.endsWith('.test.ts') && !file.pathname.includes('emulator-'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

const values = Object.entries(switchValues).flatMap(([name, [, ...others]]) =>
  others.map((value) => [name, value] as const),
)

it.each(values)('the adapters are tried where %s is %s', (name, value) => {
  expect(tests).toMatch(new RegExp(`\\b${name}: '${value}'`))
})
