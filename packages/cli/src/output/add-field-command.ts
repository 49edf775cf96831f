import { formatLocation } from '@bucket-inventory/core'
import type { InventoryConfiguration, Location } from '@bucket-inventory/core'

import { shellWord } from './shell-word.ts'

/** The command that makes an inventory list one more field, at the end, as the order of columns shows on OSS. */
export function addFieldCommand(
  field: string,
  { id, fields }: InventoryConfiguration,
  source: Location,
): string {
  const bucket = formatLocation(source)
  const added = fields.length === 0 ? ` ${field} ]` : `, ${field} ]`
  return [
    `bucket-inventory get ${shellWord(`${bucket}#${id}`)}`,
    `sed '/^fields:/s/ *]$/${added}/'`,
    `bucket-inventory put ${shellWord(bucket)} -`,
  ].join(' | ')
}
