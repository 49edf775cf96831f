import { expect, it } from 'vitest'
import * as z from 'zod'

import { parseInventoryConfiguration } from './configuration/parse-inventory-configuration.ts'
import { inventoryConfigurationJsonSchema } from './json-schema.ts'

const daily = {
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', format: 'csv' },
}

it.each([
  [daily],
  [{ ...daily, native: { 'aws-s3': { New: ['a', { Inner: 'b' }] } } }],
  [{ ...daily, filter: { storageClasses: ['standard'] } }],
  [{ ...daily, id: '' }],
  [{ ...daily, id: 7 }],
  [{ ...daily, idd: 'daily' }],
  [{ ...daily, filter: { prefix: '' } }],
  [{ ...daily, filter: { storageClasses: [] } }],
  [{ ...daily, filter: { size: { min: -1 } } }],
  [{ ...daily, destination: { bucket: '', format: 'csv' } }],
  [{ ...daily, destination: { ...daily.destination, accountId: '' } }],
  [{ ...daily, native: { 'aws-s3': { New: 5 } } }],
])('takes and refuses what the parser does: %j', (written) => {
  const schema = z.fromJSONSchema(inventoryConfigurationJsonSchema())
  expect(schema.safeParse(written).success).toBe(isTaken(written))
})

it.each(['aws-s3:NewField', 'aws-s3:a\nb', 'aws-s3:', 'AWS:NewField', ':NewField'])(
  'takes and refuses the word of a provider as the parser does: %j',
  (word) => {
    const text = JSON.stringify(inventoryConfigurationJsonSchema().properties?.['fields'])
    const [, pattern = ''] = /"pattern":("(?:[^"\\]|\\.)*")/.exec(text) ?? []
    const taken = new RegExp(String(JSON.parse(pattern)), 'u').test(word)
    expect(taken).toBe(isTaken({ ...daily, fields: [word] }))
  },
)

function isTaken(written: unknown): boolean {
  try {
    parseInventoryConfiguration(written)
    return true
  } catch {
    return false
  }
}
