import type { MatchOptions } from '../matching.ts'
import type { JoinMemory } from './join-memory.ts'
import type { JoinOutcome } from './join-outcome.ts'
import type { AlgorithmNames, RecordReader } from './record-reader.ts'
import type { SideRows } from './side-rows.ts'

/** What all ways of joining work with. */
export interface JoinContext {
  readonly options: MatchOptions
  readonly memory: JoinMemory
  readonly reader: RecordReader
  readonly outcome: JoinOutcome
  readonly names: AlgorithmNames
  readonly left: SideRows
  readonly right: SideRows
}
