import type { Check } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import { renderChecks } from './render-checks.ts'

const ok: Check = { name: 'source-bucket', state: 'ok', evidence: 'it is there' }
const warning: Check = { name: 'retention', state: 'warning', evidence: 'none', fix: 'add one' }
const failure: Check = {
  name: 'policy',
  state: 'failure',
  evidence:
    'a sentence with\u001B[2J what a terminal would obey, which is so long that it takes another line',
}

it('puts the worst first, wraps what is long, and obeys nothing', () => {
  expect(renderChecks([ok, warning, failure], painter(false))).toBe(
    `  failure  policy: a sentence with\\u001b[2J what a terminal would obey, which is so long that it
           takes another line
  warning  retention: none
           fix: add one
  ok       source-bucket: it is there
`,
  )
})

it('paints the states', () => {
  expect(renderChecks([warning], painter(true))).toContain(
    '  \u001B[33mwarning\u001B[0m  retention',
  )
})
