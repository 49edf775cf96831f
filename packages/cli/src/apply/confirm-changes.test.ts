import { expect, it } from 'vitest'

import type { CommandCall } from '../command.ts'
import { confirmChanges } from './confirm-changes.ts'

const call: CommandCall = { command: 'apply', arguments: ['team.yaml'], values: {}, switches: [] }

it.each([
  ['y', true],
  [' YES ', true],
  ['n', false],
  ['', false],
  ['yet', false],
])('takes %j for %s', async (answer, expected) => {
  const questions: string[] = []
  const ask = async (question: string) => {
    questions.push(question)
    return answer
  }
  expect(await confirmChanges(3, call, { ask })).toBe(expected)
  expect(await confirmChanges(1, call, { ask })).toBe(expected)
  expect(questions).toStrictEqual(['Apply these 3 changes? [y/N] ', 'Apply this change? [y/N] '])
})

it('asks nobody who said yes already', async () => {
  expect(await confirmChanges(3, { ...call, switches: ['yes'] }, {})).toBe(true)
})

it.each([
  ['where nobody sits', call, {}],
  [
    'where the answer would be read from the file',
    { ...call, arguments: ['-'] },
    { ask: async () => 'y' },
  ],
])('says to add --yes %s', async (_, asked, context) => {
  await expect(confirmChanges(3, asked, context)).rejects.toMatchObject({
    code: 'invalid-input',
    message: 'nothing was changed: nobody can be asked here whether to apply 3 changes; add --yes',
  })
})
