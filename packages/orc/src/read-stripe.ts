import type { ColumnParts, ColumnReader } from './column-reader.ts'
import { createColumnReader } from './create-column-reader.ts'
import { limits } from './limits.ts'
import { Batch } from './orc-batch.ts'
import type { OrcBatch } from './orc-batch.ts'
import type { OrcColumn } from './orc-column.ts'
import { OrcError } from './orc-error.ts'
import { PresentReader } from './present-reader.ts'
import { readStripeFooter } from './read-stripe-footer.ts'
import type { StripeFooter } from './read-stripe-footer.ts'
import { selectRows } from './select-rows.ts'
import type { RowRange } from './select-rows.ts'
import type { StripeRequest } from './stripe-request.ts'
import { StripeStreams } from './stripe-streams.ts'

/** Reads the asked columns of one stripe, batch by batch. */
export async function* readStripe(request: StripeRequest): AsyncGenerator<OrcBatch> {
  const { source, location, compression, signal } = request
  if (location.rowCount === 0) return
  const footer = await readStripeFooter(source, location, compression, signal)
  checkTimezone(request, footer)
  for (const rows of await selectRows(request, footer)) yield* readRows(request, footer, rows)
}

async function* readRows(
  request: StripeRequest,
  footer: StripeFooter,
  rows: RowRange,
): AsyncGenerator<OrcBatch> {
  const capacity = Math.min(request.batchRows, rows.count)
  const streams = new StripeStreams(request, footer, rows)
  const budget = { left: limits.textBytes }
  const readers = request.fields.map((field) =>
    openColumn(request, footer, { field, streams, capacity, budget }),
  )
  for (const [index, { id }] of request.fields.entries()) {
    const positions = rows.from?.get(id)
    if (positions !== undefined) await readers[index]?.seek(positions)
  }
  const present = new PresentReader(streams.rowsPresent(), capacity)
  for (let read = 0; read < rows.count;) {
    request.signal?.throwIfAborted()
    const firstRow = request.firstRow + rows.first + read
    const count = Math.min(capacity, rows.count - read)
    if ((await present.read(count)) < count) {
      throw new OrcError('unsupported', 'rows that are null as a whole are not supported', {
        row: firstRow,
      })
    }
    const columns: OrcColumn[] = []
    for (const reader of readers) columns.push(await reader.read(count, firstRow))
    yield new Batch(request.index, firstRow, count, columns)
    read += count
  }
  if (rows.to !== undefined) return
  await present.finish()
  for (const reader of readers) await reader.finish()
}

function openColumn(
  request: StripeRequest,
  footer: StripeFooter,
  parts: Omit<ColumnParts, 'version'>,
): ColumnReader {
  const { field } = parts
  const encoding = footer.encodings[field.id]
  if (encoding !== undefined) {
    const bigint = request.bigints.has(field.name)
    return createColumnReader(parts, encoding, bigint)
  }
  throw new OrcError('corrupt', 'the stripe does not tell the encoding', {
    column: field.name,
    offset: request.location.offset,
  })
}

/** Names of zones that are UTC all year round. */
const utcZones: ReadonlySet<string> = new Set(
  `UTC UCT GMT GMT0 Greenwich Universal Zulu Z Etc/UTC Etc/UCT Etc/GMT Etc/GMT0 Etc/GMT+0 Etc/GMT-0 Etc/Greenwich
   Etc/Universal Etc/Zulu`.split(/\s+/),
)

/** A `timestamp` is the clock of its writer; only where that was UTC is it an instant that can be told. */
function checkTimezone({ fields, location }: StripeRequest, footer: StripeFooter): void {
  const zone = footer.writerTimezone
  if (zone === undefined || zone === '' || utcZones.has(zone)) return
  const field = fields.find(({ type }) => type === 'timestamp')
  if (field === undefined) return
  throw new OrcError(
    'unsupported',
    `timestamps that were written in the time zone ${zone.slice(0, 40)} are not supported, only UTC`,
    { column: field.name, offset: location.offset },
  )
}
