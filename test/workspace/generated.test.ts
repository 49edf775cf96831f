import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

import { generatedFiles } from './generated-files.ts'
import { root } from './packages.ts'

it.each([...(await generatedFiles())])('%s is what pnpm generate writes', (file, text) => {
  expect(readFileSync(`${root}/${file}`, 'utf8')).toBe(text)
})
