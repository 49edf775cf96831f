import type { AccessChange } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { painter } from './colour.ts'
import { renderAccessChanges } from './render-access-changes.ts'

function change(purpose: string, more: Partial<AccessChange>): AccessChange {
  const base = { provider: 'alibaba-oss', kind: 'caller-policy', subject: 'caller' } as const
  const document = { ...base, purpose, content: {}, assumptions: [], reference: 'https://docs' }
  return { ...base, documents: [document], state: 'by-hand', after: '{}', reason: 'RAM', ...more }
}

it('says once what is to be done by hand for one reason', () => {
  const changes = [
    change('reads reports', {}),
    change('', { kind: 'role-trust', subject: 'Inv', state: 'refused' }),
    change('hands over the role', {}),
    change('uses the key', { reason: 'KMS' }),
  ]
  expect(renderAccessChanges(changes, painter(false))).toBe(
    `caller-policy (alibaba-oss): to be done by hand: RAM
  reads reports
  hands over the role
role-trust of Inv (alibaba-oss): refused: RAM
caller-policy (alibaba-oss): to be done by hand: KMS
  uses the key
`,
  )
})
