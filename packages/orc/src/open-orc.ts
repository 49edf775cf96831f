import type { OrcCompression } from './codec.ts'
import type { OrcBatch } from './orc-batch.ts'
import { OrcError } from './orc-error.ts'
import type { OrcFile, OrcReadOptions } from './orc-file.ts'
import type { OrcRowGroup } from './orc-row-group.ts'
import type { OrcSource } from './orc-source.ts'
import type { OrcStatistics } from './orc-statistics.ts'
import type { OrcStripe } from './orc-stripe.ts'
import type { OrcField } from './orc-type.ts'
import { readStripeFooter } from './read-stripe-footer.ts'
import { readStripeIndex } from './read-stripe-index.ts'
import { readStripe } from './read-stripe.ts'
import { readTail } from './read-tail.ts'
import type { Tail } from './read-tail.ts'
import type { StripeRequest } from './stripe-request.ts'

/** Opens an ORC file: reads and checks its tail. Rejects with an {@link OrcError} for a file that it cannot read. */
export async function openOrc(
  source: OrcSource,
  options: { readonly signal?: AbortSignal } = {},
): Promise<OrcFile> {
  return new OpenFile(source, await readTail(source, options.signal))
}

/** More would be no batch, and take memory at once. */
const largestBatch = 1 << 20

const integerTypes = new Set(['short', 'int', 'long'])

class OpenFile implements OrcFile {
  readonly schema: readonly OrcField[]
  readonly rowCount: number
  readonly compression: OrcCompression
  readonly stripes: readonly OrcStripe[]
  readonly statistics: ReadonlyMap<string, OrcStatistics>
  readonly metadata: ReadonlyMap<string, Uint8Array>
  private readonly source: OrcSource
  private readonly tail: Tail

  constructor(source: OrcSource, tail: Tail) {
    const { footer, postscript, stripeStatistics } = tail
    this.source = source
    this.tail = tail
    this.schema = footer.fields
    this.rowCount = footer.rowCount
    this.compression = postscript.compression
    this.metadata = footer.metadata
    this.statistics = footer.statistics
    let firstRow = 0
    this.stripes = footer.stripes.map((location, index) => {
      const { offset, indexLength, dataLength, footerLength, rowCount } = location
      const byteLength = indexLength + dataLength + footerLength
      const statistics = stripeStatistics[index] ?? new Map<string, OrcStatistics>()
      const stripe = { index, firstRow, rowCount, offset, byteLength, statistics }
      firstRow += rowCount
      return stripe
    })
  }

  read(options: OrcReadOptions = {}): AsyncIterable<OrcBatch> {
    const { batchRows = 4096 } = options
    if (!Number.isInteger(batchRows) || batchRows < 1 || batchRows > largestBatch) {
      throw new RangeError(
        `batchRows is ${batchRows}, not a whole number from 1 to ${largestBatch}`,
      )
    }
    const fields = this.fields(options)
    if (fields.length === 0) throw new RangeError('no column is asked for')
    for (const { name, type, supported } of fields) {
      if (supported) continue
      const hint = options.columns === undefined ? '; name the columns that you want' : ''
      throw new OrcError('unsupported', `columns of type ${type} are not supported${hint}`, {
        column: name,
      })
    }
    for (const name of options.bigints ?? []) {
      const { type } = this.field(name)
      if (!integerTypes.has(type)) {
        throw new RangeError(`column "${name}" is a ${type}, which is never given as bigints`)
      }
    }
    const stripes = this.stripes.filter((stripe) => options.stripes?.(stripe) ?? true)
    return this.batches(stripes, { ...options, batchRows }, fields)
  }

  async rowGroups(
    stripe: OrcStripe,
    options: Pick<OrcReadOptions, 'columns' | 'signal'> = {},
  ): Promise<readonly OrcRowGroup[]> {
    const request = this.request(stripe, options, this.fields(options))
    const { source, location, compression, signal } = request
    const footer = await readStripeFooter(source, location, compression, signal)
    return (await readStripeIndex(request, footer)).groups
  }

  private async *batches(
    stripes: readonly OrcStripe[],
    options: OrcReadOptions,
    fields: readonly OrcField[],
  ): AsyncGenerator<OrcBatch> {
    for (const stripe of stripes) yield* readStripe(this.request(stripe, options, fields))
  }

  private request(
    { index, firstRow }: OrcStripe,
    { bigints, batchRows = 1, rowGroups, signal }: OrcReadOptions,
    fields: readonly OrcField[],
  ): StripeRequest {
    const { footer, postscript } = this.tail
    const location = footer.stripes[index]
    if (location === undefined) throw new RangeError(`the file has no stripe ${index}`)
    return {
      source: this.source,
      compression: postscript.chunks,
      index,
      location,
      firstRow,
      stride: footer.rowIndexStride,
      trusted: footer.trusted,
      names: footer.names,
      fields,
      bigints: new Set(bigints),
      batchRows,
      rowGroups,
      signal,
    }
  }

  private fields({ columns }: OrcReadOptions): readonly OrcField[] {
    if (columns === undefined) return this.schema
    return [...new Set(columns)].map((name) => this.field(name))
  }

  private field(name: string): OrcField {
    const fields = this.schema.filter((candidate) => candidate.name === name)
    const [field] = fields
    if (field === undefined || fields.length > 1) {
      const what = fields.length > 1 ? 'several columns have this name' : 'there is no such column'
      throw new OrcError('unknown-column', what, { column: name })
    }
    return field
  }
}
