import { readFile } from 'node:fs/promises'

import { expect, test } from 'vitest'

import { defaultSwitches, switchValues, withSwitches } from './switches.ts'

test('has the first value of each switch as its default', () => {
  const first = Object.entries(switchValues).map(([name, [value]]) => [name, value])
  expect(defaultSwitches).toEqual(Object.fromEntries(first))
})

test('sets some and leaves the others', () => {
  const switches = withSwitches(defaultSwitches, { unknownElements: 'drop' })
  expect(switches).toEqual({ ...defaultSwitches, unknownElements: 'drop' })
})

test.each([
  [{ unknownElement: 'keep' }, 'there is no switch "unknownElement"'],
  [
    { unknownElements: 'lose' },
    'switch "unknownElements" is one of keep, drop, reject, not "lose"',
  ],
  [{ toString: 'keep' }, 'there is no switch "toString"'],
])('refuses %j', (changes, message) => {
  expect(() => withSwitches(defaultSwitches, changes)).toThrow(message)
})

test('is in the README, every switch with every value', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  for (const [name, values] of Object.entries(switchValues))
    expect(readme).toContain(
      `| \`${name}\` | ${values.map((value) => `\`${value}\``).join(', ')} |`,
    )
})
