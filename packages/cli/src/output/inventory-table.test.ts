import type { InventoryConfiguration } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { inventoryTable } from './inventory-table.ts'

const daily: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size', 'etag'],
  destination: { bucket: 'reports', format: 'csv' },
}

it('has a row for each inventory', () => {
  expect(
    inventoryTable([
      daily,
      {
        ...daily,
        id: 'e\u0301\u001B[31m',
        enabled: false,
        schedule: { every: 'month', dayOfMonth: 3 },
        filter: { size: { min: 1 } },
        destination: { bucket: 'r', prefix: 'a/b', format: 'csv' },
      },
    ]),
  ).toBe(
    `ID           ENABLED  EVERY       VERSIONS  FORMAT  COLUMNS  DESTINATION  FILTER
daily        yes      day         current   csv     2        reports/
e\u0301\\u001b[31m  no       month (3.)  current   csv     2        r/a/b        size at least 1 byte
`,
  )
})

it('is empty without any', () => {
  expect(inventoryTable([])).toBe('')
})
