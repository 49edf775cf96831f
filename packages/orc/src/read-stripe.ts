import type { ColumnReader } from './column-reader.ts'
import { createColumnReader } from './create-column-reader.ts'
import { Batch } from './orc-batch.ts'
import type { OrcBatch } from './orc-batch.ts'
import type { OrcColumn } from './orc-column.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
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
  const readers = request.fields.map((field) =>
    openColumn(request, footer, field, streams, capacity),
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
}

function openColumn(
  request: StripeRequest,
  footer: StripeFooter,
  field: OrcField,
  streams: StripeStreams,
  capacity: number,
): ColumnReader {
  const encoding = footer.encodings[field.id]
  if (encoding !== undefined) {
    const bigint = request.bigints.has(field.name)
    return createColumnReader({ field, streams, capacity }, encoding, bigint)
  }
  throw new OrcError('corrupt', 'the stripe does not tell the encoding', {
    column: field.name,
    offset: request.location.offset,
  })
}

/** Names of zones that are UTC all year round. */
const utcZones = new Set(['UTC', 'GMT', 'Etc/UTC', 'Etc/GMT', 'Etc/UCT', 'UCT', 'Zulu', 'Etc/Zulu'])

/** A `timestamp` is the clock of its writer; only where that was UTC is it an instant that can be told. */
function checkTimezone({ fields, location }: StripeRequest, footer: StripeFooter): void {
  const zone = footer.writerTimezone
  if (zone === undefined || zone === '' || utcZones.has(zone)) return
  const field = fields.find(({ type }) => type === 'timestamp')
  if (field === undefined) return
  throw new OrcError(
    'unsupported',
    `timestamps that were written in the time zone ${zone} are not supported, only UTC`,
    { column: field.name, offset: location.offset },
  )
}
