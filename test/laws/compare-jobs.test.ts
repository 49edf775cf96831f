import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { compareReports, writeJob } from '@bucket-inventory/compare'
import type { JobTool } from '@bucket-inventory/compare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { bucketArbitrary, copyDirections } from './compared-bucket-arbitrary.ts'
import { ComparedClouds } from './compared-clouds.ts'
import { historyArbitrary } from './compared-history.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'

// Each run is some dozen requests, and three reports.
const runs = { numRuns: Math.ceil(propertyRuns / 200) }

describe.each(copyDirections)('a bucket of %s and its copy on %s', (from, to) => {
  let clouds: ComparedClouds
  let root = ''
  let jobs = 0
  beforeAll(async () => {
    clouds = await ComparedClouds.start()
    root = await mkdtemp(join(tmpdir(), 'compared-'))
  })
  afterAll(async () => {
    await clouds.close()
    await rm(root, { recursive: true })
  })

  it('are alike once the job of what was found is done, but for what it could not name', async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        bucketArbitrary(from, 'a/'),
        bucketArbitrary(to, 'b/'),
        fc.constantFrom(...toolsOf(from, to)),
        async (history, leftOptions, rightOptions, tool) => {
          const played = await clouds.play(history, { left: leftOptions, right: rightOptions })
          if (played === undefined) return fc.pre(false)
          const { left, right } = played
          const rewriteKey = { from: 'a/', to: 'b/' }
          const found = compareReports(left, right, { rewriteKey, list: 'differences' })
          const folder = join(root, `job-${(jobs += 1)}`)
          const job = await writeJob(tool, found, {
            folder,
            source: { bucket: left.report.manifest.sourceBucket, provider: providers[from] },
            destination: { bucket: right.report.manifest.sourceBucket, provider: providers[to] },
            verdicts: ['missing', 'size-differs', 'content-differs', 'in-flight'],
          })
          const named = job.objects === 0 ? [] : await keysOfJob(tool, folder)
          expect(named).toHaveLength(job.objects)
          const again = compareReports(left, await played.copyAgain(named), { rewriteKey })
          const remaining: string[] = []
          for await (const batch of again) {
            for (const object of batch) {
              const isDone = ['same', 'extra', 'cannot-tell'].includes(object.verdict)
              if (!isDone) remaining.push(object.key.slice('b/'.length))
            }
          }
          const apart = job.notExpressed === 0 ? [] : await keysApart(folder)
          expect(remaining.toSorted()).toStrictEqual(
            apart.map((key) => key.slice('a/'.length)).toSorted(),
          )
        },
      ),
      runs,
    )
  })
})

const providers = { s3: 'aws-s3', oss: 'alibaba-oss' }

type CloudName = DeliveringCloud['cloud']

/** The tools that copy between these clouds, of which what they read is read here. */
function toolsOf(from: CloudName, to: CloudName): JobTool[] {
  return [
    'rclone',
    ...(from === 's3' ? (['s3-batch-operations'] as const) : []),
    ...(to === 'oss' ? (['online-migration'] as const) : []),
  ]
}

async function keysOfJob(tool: JobTool, folder: string): Promise<readonly string[]> {
  const lines = async (name: string) => {
    const bytes = await readFile(join(folder, name))
    const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes
    return text.toString().slice(0, -1).split('\n')
  }
  switch (tool) {
    case 'rclone':
      return lines('files-from.txt')
    case 's3-batch-operations':
      return (await lines('manifest.csv')).map((row) => decodeURIComponent(row.split(',')[1] ?? ''))
    case 'online-migration':
      return (await lines('part-00001.csv.gz')).map((row) => decodeURIComponent(row))
    case 'datasync':
      throw new Error('it is read elsewhere')
  }
}

async function keysApart(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'not-expressed.ndjson'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).key)
}
