import type { InventoryField } from '@bucket-inventory/core'
import {
  inventoryFields,
  isNativeWord,
  nativeWord,
  neutralFieldAsked,
  s3Vocabulary,
} from '@bucket-inventory/core'
import type { Open } from '@bucket-inventory/core'

/** Words of S3 for the neutral ones: https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventorySchedule.html */
export const frequencies = { day: 'Daily', week: 'Weekly' } as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html */
export const versionChoices = { current: 'Current', all: 'All' } as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryS3BucketDestination.html */
export const formats = { csv: 'CSV', orc: 'ORC', parquet: 'Parquet' } as const

/** The neutral word for a word of S3, to the letter; any other is kept, qualified. */
export function neutralWord<Neutral extends string>(
  table: Readonly<Record<Neutral, string>>,
  native: string,
): Open<Neutral> {
  for (const neutral in table) if (table[neutral] === native) return neutral
  return nativeWord('aws-s3', native)
}

/** The neutral name of a column, to the letter; any other is kept, qualified, also those that come by themselves. */
export function neutralColumn(native: string): Open<InventoryField> {
  const field = neutralFieldAsked(s3Vocabulary.fields, 'aws-s3', native)
  return isNativeWord(field) || isAskable(field) ? field : nativeWord('aws-s3', native)
}

function isAskable(field: string): field is InventoryField {
  return Object.hasOwn(inventoryFields, field)
}
