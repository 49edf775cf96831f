import type { JoinInstance } from './join-instance.ts'

/** The functions of `assembly/join.ts`, where it is written what they do. */
export type JoinCalls = ReturnType<typeof joinCalls>

export function joinCalls(call: JoinInstance['call']) {
  return {
    arenaEnd: call('arenaEnd'),
    beginMerge: call('beginMerge'),
    build: call('build'),
    carry: call('carry'),
    clearChains: call('clearChains'),
    endSide: call('endSide'),
    growIndex: call('growIndex'),
    insert: call('insert'),
    insertVersions: call('insertVersions'),
    join: call('join'),
    list: call('list'),
    longestChain: call('longestChain'),
    merge: call('merge'),
    mergedRows: call('mergedRows'),
    pairVersions: call('pairVersions'),
    probe: call('probe'),
    putUnmatched: call('putUnmatched'),
    putVersions: call('putVersions'),
    refill: call('refill'),
    scatter: call('scatter'),
    seedHash: call('seedHash'),
    setDepth: call('setDepth'),
    setHashes: call('setHashes'),
    setHeader: call('setHeader'),
    setRewriting: call('setRewriting'),
    setTable: call('setTable'),
  }
}
