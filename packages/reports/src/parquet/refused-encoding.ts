import { ParquetFault } from './parquet-fault.ts'

/** What is thrown for a page of an encoding that is not read for such values. */
export function refusedEncoding(encoding: number, values: string): ParquetFault {
  const name = encodingNames[encoding]
  return name === undefined
    ? new ParquetFault('corrupt-report', `a page is of the unknown encoding ${encoding}`)
    : new ParquetFault('unsupported', `its values are encoded by ${name}, not read for ${values}`)
}

const encodingNames: Record<number, string> = {
  0: 'PLAIN',
  2: 'PLAIN_DICTIONARY',
  3: 'RLE',
  4: 'BIT_PACKED',
  5: 'DELTA_BINARY_PACKED',
  6: 'DELTA_LENGTH_BYTE_ARRAY',
  7: 'DELTA_BYTE_ARRAY',
  8: 'RLE_DICTIONARY',
  9: 'BYTE_STREAM_SPLIT',
}
