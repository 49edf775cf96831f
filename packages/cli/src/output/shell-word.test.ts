import { spawnSync } from 'node:child_process'

import { expect, it } from 'vitest'

import { shellWord } from './shell-word.ts'

it.each([
  ['plan.json', 'plan.json'],
  ['oss://prod@photos-cn', 'oss://prod@photos-cn'],
  ['oss://photos-cn?region=cn-qingdao', "'oss://photos-cn?region=cn-qingdao'"],
  ['my plans/$(id).json', "'my plans/$(id).json'"],
  ["it's.yaml", String.raw`'it'\''s.yaml'`],
  ['--prune', './--prune'],
  ['-', '-'],
  ['~/plan.json', "'~/plan.json'"],
  ['a\nb\u001B[2J', String.raw`$'a\x0ab\x1b[2J'`],
])('writes %j as %s', (text, word) => {
  expect(shellWord(text)).toBe(word)
})

it('writes a word that bash reads as the same text', () => {
  const characters = 'ab1 .-/\\\'"$`!#;&|*?[~(){}\n\t\r\u001B\u0085\u2028\u202Eé日%=,^<>'.split('')
  const texts = characters.flatMap((left) => characters.map((right) => `a${left}${right}9`))
  const script = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('\n')
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  expect(stdout.split('\0').slice(0, -1)).toEqual(texts)
})
