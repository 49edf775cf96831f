import type { AccessChange } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import { renderAccessChange } from './render-access-change.ts'

const plain = painter(false)

function change(more: Partial<AccessChange>): AccessChange {
  const of = { provider: 'aws-s3', kind: 'bucket-policy', subject: 'reports' } as const
  const document = {
    ...of,
    purpose: 'lets S3 write',
    content: {},
    assumptions: [],
    reference: 'https://example.com',
  }
  return { ...of, documents: [document], state: 'create', after: '{"a":1}', ...more }
}

it('shows all of what is new, however it is written', () => {
  expect(renderAccessChange(change({}), plain)).toBe(
    `bucket-policy of reports (aws-s3): to be made
  + {
  +   "a": 1
  + }
`,
  )
  const after = '<Rules>\n  <Rule/>\n</Rules>'
  expect(renderAccessChange(change({ after }), plain)).toContain('  +   <Rule/>\n')
})

it('shows what changes of what is there, and what is near it', () => {
  const lines = (many: number) => Array.from({ length: many }, (_, index) => `line ${index}`)
  const before = lines(9).join('\n')
  const after = [...lines(9), 'ours'].join('\n')
  expect(renderAccessChange(change({ state: 'extend', before, after }), plain)).toBe(
    `bucket-policy of reports (aws-s3): to be added to what is there
    ...
    line 6
    line 7
    line 8
  + ours
`,
  )
})

it('shows both sides of what has our name', () => {
  const ours = { before: '{"theirs":true}', after: '{"ours":true}' }
  const text = renderAccessChange(
    change({ state: 'replace', before: '{"theirs":true}', after: '{"ours":true}', ours }),
    plain,
  )
  expect(text).toBe(`bucket-policy of reports (aws-s3): something else has our name
  there:
    {
      "theirs": true
    }
  ours:
    {
      "ours": true
    }
  the whole:
    {
  -   "theirs": true
  +   "ours": true
    }
`)
})

it.each([
  [{ state: 'unchanged' } as const, ': unchanged: all of it is there\n'],
  [{ state: 'refused', reason: 'it is no JSON' } as const, ': refused: it is no JSON\n'],
  [
    { state: 'by-hand', reason: 'IAM does' } as const,
    ': to be done by hand: IAM does\n  lets S3 write\n',
  ],
])('says in a line or two where nothing is written: %j', (more, text) => {
  expect(renderAccessChange(change(more), plain)).toBe(`bucket-policy of reports (aws-s3)${text}`)
})

it('paints what goes and what comes', () => {
  const text = renderAccessChange(
    change({ state: 'extend', before: 'a', after: 'b' }),
    painter(true),
  )
  expect(text).toContain('\u001B[31m  - a\u001B[0m\n\u001B[32m  + b\u001B[0m\n')
})
