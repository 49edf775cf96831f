import { InventoryError } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import type { LocatedProblem } from '../input/located-problem.ts'
import { painter } from './colour.ts'
import { errorDocument } from './error-document.ts'
import { errorOutputSchema } from './error-output.ts'
import { renderError } from './render-error.ts'

const problems: readonly LocatedProblem[] = [
  { path: 'filter.sise', message: 'unknown', line: 3, column: 5 },
  { path: '', message: 'no object', line: 1, column: 1 },
]

const invalid = new InventoryError('invalid-configuration', 'x.yaml is wrong', {
  problems,
  position: { file: 'x.yaml', line: 3, column: 5 },
})

const interrupted = new InventoryError('conflict', 'the replacement was interrupted', {
  service: { code: 'InternalError', status: 500, requestId: 'R1' },
  recovery: {
    configuration: {
      id: 'daily',
      enabled: true,
      schedule: { every: 'day' },
      versions: 'current',
      fields: [],
      destination: { bucket: 'reports', format: 'csv' },
    },
    findings: [],
  },
})

it('says every problem with its place in the file', () => {
  expect(renderError(invalid, painter(false))).toBe(
    `x.yaml:3:5: filter.sise: unknown
x.yaml:1:1: no object
error: x.yaml is wrong
`,
  )
})

it('does not repeat problems that the message repeats', () => {
  const error = new InventoryError('conflict', 'plan again:\nx was changed\ny was deleted', {
    problems: [
      { path: 'x', message: 'was changed' },
      { path: 'y', message: 'was deleted' },
    ],
  })
  expect(renderError(error, painter(false))).toBe(
    'x: was changed\ny: was deleted\nerror: plan again\n',
  )
})

it('says a problem once that is all of the message', () => {
  const error = new InventoryError('invalid-input', 'memory: 0 is too little', {
    problems: [{ path: 'memory', message: '0 is too little' }],
  })
  expect(renderError(error, painter(false))).toBe('error: memory: 0 is too little\n')
})

it('says what the service said, and what is lost', () => {
  expect(renderError(interrupted, painter(false))).toBe(
    `error: the replacement was interrupted
  the service said: InternalError, status 500, request R1
what was there before, for put to bring back:
id: daily
enabled: true
schedule: { every: day }
versions: current
fields: []
destination:
  bucket: reports
  format: csv
`,
  )
})

it('says a syntax error with its place in front', () => {
  const error = new InventoryError('invalid-input', 'an open bracket', {
    position: { file: 'x.yaml', line: 2, column: 9 },
  })
  expect(renderError(error, painter(true))).toBe(
    '\u001B[31merror\u001B[0m: x.yaml:2:9: an open bracket\n',
  )
})

it.each([
  ['problems', invalid],
  ['a recovery', interrupted],
  ['nothing more', new InventoryError('unknown', 'x')],
])('makes a document of an error with %s that its schema takes', (_, error) => {
  const document = errorDocument(error)
  expect(errorOutputSchema.parse(JSON.parse(JSON.stringify(document)))).toStrictEqual(document)
})
