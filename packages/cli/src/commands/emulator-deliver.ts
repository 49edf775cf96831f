import { formatPlace, InventoryError } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext, RunCommand } from '../command.ts'
import { deliverNow } from '../input/emulator-control.ts'
import type { DeliveryRequest } from '../input/emulator-control.ts'
import { inventoryPlace } from '../input/inventory-place.ts'
import { wholeNumberFlag } from '../input/whole-number-flag.ts'
import type { DeliverOutput } from '../output/deliver-output.ts'
import { printable } from '../output/printable.ts'
import { writeJson } from '../output/write-json.ts'

/** `emulator deliver s3://B#ID`: a report now; 1 where the service would not deliver, with the reason. */
export const emulatorDeliver: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { location, id } = inventoryPlace(text)
  const { scheme, bucket } = location
  if (scheme !== 's3' && scheme !== 'oss') {
    throw new InventoryError('invalid-input', `an emulator is S3 and OSS; "${text}" is neither`)
  }
  const rowsPerFile = wholeNumberFlag(call, 'rows-per-file')
  const request: DeliveryRequest = {
    cloud: scheme,
    bucket,
    id,
    ...(call.switches.includes('incremental') ? { kind: 'incremental' } : {}),
    ...(rowsPerFile === undefined ? {} : { rowsPerFile }),
  }
  const delivery = await deliverNow(controlOf(call, context), request, context.signal)
  const document: DeliverOutput = delivery.delivered
    ? {
        delivered: true,
        manifest: formatPlace({
          kind: 'object',
          location: { ...location, bucket: delivery.bucket },
          key: delivery.manifestKey,
        }),
      }
    : { delivered: false, reason: delivery.reason }
  if (!document.delivered) {
    context.messages.write(`not delivered: ${printable(document.reason)}\n`)
  }
  if (call.switches.includes('json')) writeJson(context.output, document)
  else if (document.delivered) context.output.write(`${printable(document.manifest)}\n`)
  return document.delivered ? 0 : 1
}

function controlOf(call: CommandCall, { environment }: CommandContext): string {
  const url = valueOf(call, 'emulator') ?? environment['BUCKET_INVENTORY_EMULATOR'] ?? ''
  if (URL.canParse(url) && /^https?:/.test(url)) return url
  throw new InventoryError(
    'invalid-input',
    url === ''
      ? 'which emulator? give --emulator URL, the address of its control, or set BUCKET_INVENTORY_EMULATOR as it says'
      : `--emulator takes a URL such as http://127.0.0.1:4000, not "${url}"`,
  )
}
