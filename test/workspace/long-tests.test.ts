import { existsSync } from 'node:fs'

import { expect, it } from 'vitest'

import { longTests } from '../long-tests.ts'
import { root } from './packages.ts'

it.each(longTests)('%s are files that there are', (pattern) => {
  const [, start = pattern, words, end = ''] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? []
  const files = (words?.split(',') ?? ['']).map((word) => `${start}${word}${end}`)
  expect(files.filter((file) => !existsSync(`${root}/${file}`))).toStrictEqual([])
})
