import type { MatchOptions, MatchStatistics } from '../matching.ts'
import type { JoinMemory } from './join-memory.ts'
import type { JoinOutcome } from './join-outcome.ts'
import type { PartitionCut, RecordPartitions } from './record-partitions.ts'
import type { AlgorithmNames, RecordReader } from './record-reader.ts'
import type { RecordSource } from './record-source.ts'
import type { SideRows } from './side-rows.ts'

/** How it is done, as far as that is known. */
export interface JoinState {
  method: MatchStatistics['method']
}

/** What all ways of joining work with. */
export interface JoinContext {
  readonly options: MatchOptions
  readonly memory: JoinMemory
  readonly reader: RecordReader
  readonly outcome: JoinOutcome
  readonly names: AlgorithmNames
  readonly left: SideRows
  readonly right: SideRows
  /** Joined checksums of either side. */
  readonly checksums: readonly RecordSource[]
  readonly state: JoinState
  /** Partitions of records, on disk. */
  readonly partitions: (cut: PartitionCut) => Promise<RecordPartitions>
}
