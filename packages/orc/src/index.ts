export { bytesSource } from './bytes-source.ts'
export type { OrcCompression } from './codec.ts'
export { openFileSource } from './file-source.ts'
export type { FileSource } from './file-source.ts'
export { openOrc } from './open-orc.ts'
export type { OrcBatch, OrcRow, OrcValue } from './orc-batch.ts'
export type {
  OrcBigintColumn,
  OrcBinaryColumn,
  OrcBooleanColumn,
  OrcColumn,
  OrcDictionary,
  OrcDictionaryColumn,
  OrcNumberColumn,
  OrcTextColumn,
} from './orc-column.ts'
export { OrcError } from './orc-error.ts'
export type { OrcErrorCode, OrcErrorPlace } from './orc-error.ts'
export type { OrcFile, OrcReadOptions } from './orc-file.ts'
export type { OrcRowGroup } from './orc-row-group.ts'
export type { OrcSource } from './orc-source.ts'
export type {
  OrcBounds,
  OrcStatistics,
  OrcStringBounds,
  OrcTimestampBounds,
} from './orc-statistics.ts'
export type { OrcStripe } from './orc-stripe.ts'
export type { OrcField, OrcTypeName } from './orc-type.ts'
export { decodeZstandard } from './zstandard/decode-zstandard.ts'
