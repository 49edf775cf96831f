/** What a column holds, by the names of the specification. */
export type OrcTypeName =
  | 'boolean'
  | 'byte'
  | 'short'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'timestamp'
  | 'list'
  | 'map'
  | 'struct'
  | 'union'
  | 'decimal'
  | 'date'
  | 'varchar'
  | 'char'
  | 'timestamp-instant'
  | 'geometry'
  | 'geography'
  | 'unknown'

/** One column of a file. */
export interface OrcField {
  readonly name: string
  readonly type: OrcTypeName
  /** Whether this reader reads it. Asking for one that it does not is an error. */
  readonly supported: boolean
  /** Of `varchar` and `char`: characters at most. */
  readonly maximumLength: number | undefined
  /** Number of the column in streams and statistics: 1 for the first of a flat file. */
  readonly id: number
}

/** Names of the kinds, by number. */
export const typeNames: readonly OrcTypeName[] = [
  'boolean',
  'byte',
  'short',
  'int',
  'long',
  'float',
  'double',
  'string',
  'binary',
  'timestamp',
  'list',
  'map',
  'struct',
  'union',
  'decimal',
  'date',
  'varchar',
  'char',
  'timestamp-instant',
  'geometry',
  'geography',
]

const unsupported: ReadonlySet<OrcTypeName> = new Set([
  'list',
  'map',
  'struct',
  'union',
  'decimal',
  'geometry',
  'geography',
  'unknown',
])

export function isSupported(type: OrcTypeName): boolean {
  return !unsupported.has(type)
}
