import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import { faultInFile } from './fault-in-file.ts'
import { parseFileMetadata } from './file-metadata.ts'
import type { FileMetadata } from './file-metadata.ts'
import { ParquetFault } from './parquet-fault.ts'

export interface Footer {
  readonly metadata: FileMetadata
  /** Where the footer begins, and all data ends. */
  readonly start: number
}

/** Reads the end of a file. Throws `corrupt-report` or `unsupported` that names the file and the byte. */
export async function readFooter(source: RangedBytes, file: string): Promise<Footer> {
  const { size } = source
  if (size < shortest) throw refused(`it has only ${size} bytes`, 0)
  // Nearly every footer is within, so that one request is enough.
  const guess = Math.max(0, size - 64 * 1024)
  const tail = await source.read(guess, size)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length)
  const magic = String.fromCharCode(...tail.subarray(tail.length - 4))
  if (magic === 'PARE') throw refused('its footer is encrypted', size - 4, 'unsupported')
  if (magic !== 'PAR1') throw refused('it does not end with PAR1', size - 4)
  const length = view.getUint32(tail.length - 8, true)
  if (length > size - shortest) {
    throw refused(`its footer is to have ${length} bytes, more than the file`, size - 8)
  }
  if (length > longest) {
    throw refused(`its footer has ${length} bytes, more than ${longest}`, size - 8, 'unsupported')
  }
  const start = size - 8 - length
  const bytes =
    start >= guess
      ? tail.subarray(start - guess, start - guess + length)
      : await source.read(start, start + length)
  try {
    return { metadata: parseFileMetadata(bytes), start }
  } catch (error) {
    throw faultInFile(error, { file, byte: start })
  }

  function refused(
    message: string,
    byte: number,
    code: ParquetFault['code'] = 'corrupt-report',
  ): unknown {
    return faultInFile(new ParquetFault(code, message), { file, byte })
  }
}

/** PAR1, the length of the footer, PAR1. */
const shortest = 12

/** A footer says some hundred bytes about each column of each row group. */
const longest = 64 * 1024 * 1024
