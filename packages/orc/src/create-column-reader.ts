import { BigintColumnReader } from './bigint-column-reader.ts'
import { BooleanColumnReader } from './boolean-column-reader.ts'
import { ByteColumnReader } from './byte-column-reader.ts'
import { BytesColumnReader } from './bytes-column-reader.ts'
import type { ColumnParts, ColumnReader } from './column-reader.ts'
import { DictionaryColumnReader } from './dictionary-column-reader.ts'
import { FloatColumnReader } from './float-column-reader.ts'
import { IntegerColumnReader } from './integer-column-reader.ts'
import { OrcError } from './orc-error.ts'
import { isDictionary } from './read-stripe-footer.ts'
import type { ColumnEncoding } from './read-stripe-footer.ts'
import { TimestampColumnReader } from './timestamp-column-reader.ts'

/** The reader for the type and the encoding of a column. `bigint` asks for integers of 64 bits each. */
export function createColumnReader(
  parts: Omit<ColumnParts, 'version'>,
  encoding: ColumnEncoding,
  bigint: boolean,
): ColumnReader {
  const { field } = parts
  const dictionary = isDictionary(encoding)
  const textual = field.type === 'string' || field.type === 'varchar' || field.type === 'char'
  if (encoding.kind > 3 || (dictionary && !textual)) {
    throw new OrcError('corrupt', `a ${field.type} with encoding ${encoding.kind}`, {
      column: field.name,
    })
  }
  const all: ColumnParts = { ...parts, version: encoding.kind < 2 ? 1 : 2 }
  switch (field.type) {
    case 'boolean':
      return new BooleanColumnReader(all)
    case 'byte':
      return new ByteColumnReader(all)
    case 'short':
    case 'int':
    case 'long':
      return bigint ? new BigintColumnReader(all) : new IntegerColumnReader(all)
    case 'date':
      return new IntegerColumnReader(all)
    case 'float':
    case 'double':
      return new FloatColumnReader(all)
    case 'timestamp':
    case 'timestamp-instant':
      return new TimestampColumnReader(all)
    case 'string':
    case 'varchar':
    case 'char':
      return dictionary
        ? new DictionaryColumnReader(all, encoding.dictionarySize)
        : new BytesColumnReader(all)
    case 'binary':
      return new BytesColumnReader(all)
    case 'list':
    case 'map':
    case 'struct':
    case 'union':
    case 'decimal':
    case 'geometry':
    case 'geography':
    case 'unknown':
      throw new OrcError('unsupported', `columns of type ${field.type} are not supported`, {
        column: field.name,
      })
  }
}
