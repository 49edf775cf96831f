/* oxlint-disable typescript/no-non-null-assertion -- codes are below the number of values */
import type { ByteStream } from './byte-stream.ts'
import { ColumnBase } from './column-base.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import { limits } from './limits.ts'
import type { OrcDictionary, OrcDictionaryColumn } from './orc-column.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'
import type { TextBudget } from './text-buffer.ts'
import { TextBuffer } from './text-buffer.ts'

/** Columns of `string`, `varchar` and `char` that were written with a dictionary. */
export class DictionaryColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly references: IntegerReader
  private readonly lengths: IntegerReader
  private readonly data: ByteStream
  private readonly size: number
  private readonly budget: TextBudget
  private readonly codes: Uint32Array
  private dictionary: Dictionary | undefined

  constructor(parts: ColumnParts, size: number) {
    const { field, streams, version, capacity, budget } = parts
    if (size > limits.dictionaryValues) {
      throw new OrcError('unsupported', `a dictionary of ${size} values is not supported`, {
        column: field.name,
      })
    }
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.references = new IntegerReader(streams.stream(field, 'data'), version, false)
    this.lengths = new IntegerReader(streams.stream(field, 'length'), version, false)
    this.data = streams.stream(field, 'dictionary-data')
    this.size = size
    this.budget = budget
    this.codes = new Uint32Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.references.seek(positions.get('data'))
  }

  async read(rows: number): Promise<OrcDictionaryColumn> {
    const { field, present, codes, size } = this
    this.dictionary ??= await this.readDictionary()
    const count = await present.read(rows)
    await this.references.indexes(codes, count, size)
    present.spread(codes, count, size)
    return new DictionaryColumn(field, codes.subarray(0, rows), this.dictionary, present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.references.finish()
  }

  private async readDictionary(): Promise<Dictionary> {
    const { size } = this
    // Step by step: a size that lies takes no more memory than there are lengths.
    const step = 1 << 16
    let ends = new Uint32Array(Math.min(size, step))
    for (let filled = 0; filled < size;) {
      const count = Math.min(step, size - filled)
      if (filled + count > ends.length) {
        const larger = new Uint32Array(Math.min(size, ends.length * 2))
        larger.set(ends)
        ends = larger
      }
      await this.lengths.indexes(ends.subarray(filled), count, 2 ** 32)
      filled += count
    }
    const bytes = await new TextBuffer(this.data, this.field.name, this.budget).read(ends)
    await this.lengths.finish()
    await this.data.finish()
    return new Dictionary(bytes, ends)
  }
}

class Dictionary implements OrcDictionary {
  readonly bytes: Buffer
  readonly ends: Uint32Array
  private strings: readonly (string | null)[] | undefined

  constructor(bytes: Buffer, ends: Uint32Array) {
    this.bytes = bytes
    this.ends = ends
  }

  get size(): number {
    return this.ends.length
  }

  get values(): readonly (string | null)[] {
    this.strings ??= this.makeStrings()
    return this.strings
  }

  text(code: number): string | null {
    // The strings of a large dictionary take much more memory than its bytes.
    if (this.strings !== undefined || this.size <= 1 << 16) return this.values[code]!
    return code === this.size ? null : this.decode(code)
  }

  private decode(code: number): string {
    return this.bytes.toString('utf8', code === 0 ? 0 : this.ends[code - 1]!, this.ends[code])
  }

  private makeStrings(): (string | null)[] {
    const strings: (string | null)[] = []
    for (let code = 0; code < this.size; code++) strings.push(this.decode(code))
    strings.push(null)
    return strings
  }
}

class DictionaryColumn extends ColumnBase implements OrcDictionaryColumn {
  readonly kind = 'dictionary'
  readonly codes: Uint32Array
  readonly dictionary: Dictionary

  constructor(
    field: OrcField,
    codes: Uint32Array,
    dictionary: Dictionary,
    present: Uint8Array | undefined,
  ) {
    super(field, codes.length, present)
    this.codes = codes
    this.dictionary = dictionary
  }

  get(row: number): string | null {
    return this.dictionary.text(this.codes[row]!)
  }
}
