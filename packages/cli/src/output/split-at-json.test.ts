import { expect, it } from 'vitest'

import { splitAtJson } from './split-at-json.ts'

it.each([
  ['', []],
  ['no brace', ['no brace']],
  ['a {brace} is none', ['a {brace} is none']],
  ['add this: {"a":{"b":"c d"}}', ['add this:', '{"a":{"b":"c d"}}']],
  ['make it with {"a":"}"}, and give it: {}', ['make it with', '{"a":"}"}', 'and give it:', '{}']],
])('takes the JSON of %j apart', (text, parts) => {
  expect(splitAtJson(text).map((part) => part.text)).toStrictEqual(parts)
})
