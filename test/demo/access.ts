import { parseInventoryConfiguration } from '@bucket-inventory/core'

import type { DemoCommand } from './command.ts'
import { deliveredPlaces } from './delivered-places.ts'
import type { Clouds } from './with-clouds.ts'

const inventories = {
  's3://photos': { format: 'orc', accountId: '000000000000' },
  'oss://photos-cn': {
    format: 'csv',
    accountId: '000000000000',
    roleArn: 'acs:ram::000000000000:role/InventoryWriter',
  },
} as const

/** Two inventories that both clouds take and would never deliver: said why, and set right. */
export async function access({ run }: DemoCommand, { client }: Clouds): Promise<void> {
  for (const [place, destination] of Object.entries(inventories)) {
    const configuration = parseInventoryConfiguration({
      id: 'delivered',
      schedule: { every: 'day' },
      fields: ['size', 'lastModified', 'etag', 'storageClass'],
      destination: { bucket: 'reports', prefix: 'inventories', ...destination },
    })
    await client.put(place, configuration)
  }
  const [onS3, onOss] = deliveredPlaces
  await run(`doctor ${onS3} ${onOss}`, 2)
  await run(`emulator deliver ${onS3}`, 1)
  await run(`access ${onS3} --apply --yes --kind bucket-policy,retention --retain 30`)
  await run(`access ${onOss} --apply --yes --kind role-trust,role-permission`)
  await run(`doctor ${onS3} ${onOss}`)
}
