import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { AccessSubject, Destination } from '@bucket-inventory/core'

export const account = '1283641033516515'

/** An inventory that needs access, by default the same. */
export function subjectOf(
  bucket: string,
  destination: Partial<Destination> = {},
  more: object = {},
): AccessSubject {
  return {
    bucket,
    configuration: parseInventoryConfiguration({
      id: 'daily',
      schedule: { every: 'day' },
      destination: {
        bucket: 'reports-cn',
        accountId: account,
        roleArn: `acs:ram::${account}:role/Deliverer`,
        format: 'csv',
        ...destination,
      },
      ...more,
    }),
  }
}
