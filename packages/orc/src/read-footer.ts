import { limits } from './limits.ts'
import { distinctNames, readNamedStatistics } from './named-statistics.ts'
import type { NamedStatistics } from './named-statistics.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
import { MessageReader } from './protobuf.ts'
import { fieldsOf, readTypeNode } from './read-schema.ts'
import type { TypeNode } from './read-schema.ts'

/** Where a stripe lies. */
export interface StripeLocation {
  readonly offset: number
  readonly indexLength: number
  readonly dataLength: number
  readonly footerLength: number
  readonly rowCount: number
}

export interface Footer {
  readonly fields: readonly OrcField[]
  readonly rowCount: number
  readonly stripes: readonly StripeLocation[]
  /** Of the whole file. */
  readonly statistics: NamedStatistics
  /** Columns of which statistics are told, by number. */
  readonly names: ReadonlyMap<number, string>
  readonly metadata: ReadonlyMap<string, Uint8Array>
  /** Rows of a row group; 0 for files without row groups. */
  readonly rowIndexStride: number
  /** Whether bounds in statistics are right: the very first writers got them wrong. */
  readonly trusted: boolean
}

/** Reads the footer, which begins at `offset`; all stripes must lie before `contentEnd`. */
export function readFooter(
  bytes: Uint8Array,
  offset: number,
  contentEnd: number,
  writerVersion: number,
): Footer {
  const message = new MessageReader(bytes, offset)
  const types: TypeNode[] = []
  const stripes: StripeLocation[] = []
  const metadata = new Map<string, Uint8Array>()
  let rowCount = 0
  let rowIndexStride = 0
  let writer = 0
  while (message.next()) {
    switch (message.field) {
      case 3:
        limit(stripes.length, limits.stripes, 'stripes', offset)
        stripes.push(readStripe(message.message()))
        break
      case 4:
        limit(types.length, limits.columns, 'columns', offset)
        types.push(readTypeNode(message.message()))
        break
      case 5:
        limit(metadata.size, limits.metadataItems, 'items of metadata', offset)
        readMetadataItem(message.message(), metadata)
        break
      case 6:
        rowCount = message.number()
        break
      case 8:
        rowIndexStride = message.number()
        break
      case 9:
        writer = message.number()
        break
      case 10:
        // What one sees without the keys is masked: nulls in place of values.
        throw new OrcError('unsupported', 'encrypted columns are not supported', { offset })
      default:
    }
  }
  checkStripes(stripes, rowCount, contentEnd, offset)
  const trusted = writer !== 0 || writerVersion > 0
  const fields = fieldsOf(types, offset)
  const names = distinctNames(fields)
  return {
    fields,
    rowCount,
    stripes,
    statistics: readNamedStatistics(new MessageReader(bytes, offset), 7, {
      names,
      trusted,
      rowCount,
    }),
    names,
    metadata,
    rowIndexStride,
    trusted,
  }
}

function limit(count: number, most: number, what: string, offset: number): void {
  if (count < most) return
  throw new OrcError('unsupported', `more than ${most} ${what} are not supported`, { offset })
}

function readStripe(message: MessageReader): StripeLocation {
  const numbers = [0, 0, 0, 0, 0, 0]
  while (message.next()) {
    if (message.field >= 1 && message.field <= 5) numbers[message.field] = message.number()
  }
  const [, offset = 0, indexLength = 0, dataLength = 0, footerLength = 0, rowCount = 0] = numbers
  return { offset, indexLength, dataLength, footerLength, rowCount }
}

function readMetadataItem(message: MessageReader, metadata: Map<string, Uint8Array>): void {
  let name = ''
  let value = new Uint8Array(0)
  while (message.next()) {
    if (message.field === 1) name = message.text()
    else if (message.field === 2) value = Uint8Array.from(message.blob())
  }
  metadata.set(name, value)
}

function checkStripes(
  stripes: readonly StripeLocation[],
  rowCount: number,
  contentEnd: number,
  footerOffset: number,
): void {
  let end = 0
  let rows = 0
  for (const stripe of stripes) {
    const { offset } = stripe
    if (offset < end) throw new OrcError('corrupt', 'a stripe begins inside another', { offset })
    end = offset + stripe.indexLength + stripe.dataLength + stripe.footerLength
    if (end > contentEnd) {
      throw new OrcError('corrupt', `a stripe ends at ${end}, beyond ${contentEnd}`, { offset })
    }
    rows += stripe.rowCount
  }
  if (rows !== rowCount) {
    throw new OrcError('corrupt', `${rows} rows in stripes, but ${rowCount} in the file`, {
      offset: footerOffset,
    })
  }
}
