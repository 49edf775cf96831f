import { expect, it } from 'vitest'

import { commands } from './cli.ts'
import { helpText } from './help-text.ts'

it('names every command, in lines that fit a terminal', () => {
  const text = helpText(commands)
  for (const command of Object.keys(commands)) expect(text).toContain(`\n  ${command} `)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

it.each(Object.entries(commands))('names every argument and flag of %s', (name, definition) => {
  const text = helpText(commands, name)
  for (const argument of definition.arguments) expect(text).toContain(argument.name)
  for (const [flag, { choices = [] }] of Object.entries(definition.flags)) {
    expect(text).toContain(`\n  --${flag}`)
    for (const choice of choices) expect(text).toContain(choice)
  }
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
})
