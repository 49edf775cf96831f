import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compareReports, writeComparison } from '@bucket-inventory/compare'
import type {
  ComparedObject,
  ComparedReport,
  CompareOptions,
  ComparisonSummary,
} from '@bucket-inventory/compare'
import { expect } from 'vitest'

import type { ScannedBucket } from './compared-clouds.ts'

export type Compared = Omit<ComparisonSummary, 'method'> & {
  readonly objects: readonly ComparedObject[]
}

type ComparedBucket = ScannedBucket & Pick<ComparedReport, 'checksums'>

/** The objects and the summary, which must be the same for little and for much memory: the list as it is written, byte by byte. */
export async function comparedAtAll(
  left: ComparedBucket,
  right: ComparedBucket,
  options: CompareOptions,
): Promise<Compared> {
  const folder = await mkdtemp(join(tmpdir(), 'compared-'))
  try {
    const results = []
    // For what one key may have, so that there are partitions, and for all.
    const keys = [left, right].flatMap(({ objects }) => objects.map(({ key }) => key))
    const longest = Math.max(0, ...keys.map((key) => Buffer.byteLength(key)))
    const share = options.match === 'version' ? 2.5 : left.checksums === undefined ? 1 : 1.6
    const least = share * (900 + 3 * longest)
    for (const memory of [least, 2 ** 30]) {
      const path = join(folder, String(memory))
      const objects: ComparedObject[] = []
      const comparison = compareReports(left, right, { ...options, memory })
      const onObjects = (batch: readonly ComparedObject[]) => void objects.push(...batch)
      const { method: _, ...summary } = await writeComparison(path, comparison, { onObjects })
      const list = await readFile(join(path, 'objects.ndjson'), 'utf8')
      results.push({ list, compared: { ...summary, objects } })
    }
    const [first, ...others] = results
    if (first === undefined) throw new Error('there is no budget')
    for (const { list, compared } of others) {
      expect(list).toBe(first.list)
      expect(compared).toStrictEqual(first.compared)
    }
    for (const [verdict, count] of Object.entries(first.compared.counts)) {
      const said = first.compared.objects.filter((object) => object.verdict === verdict)
      expect(said).toHaveLength(count)
    }
    return first.compared
  } finally {
    await rm(folder, { recursive: true })
  }
}
