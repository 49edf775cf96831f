import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import type { JobTool } from './job-form.ts'
import { writeJob } from './write-job.ts'
import type { WriteJobOptions, WrittenJob } from './write-job.ts'

export const bucket = { bucket: 'photos', provider: 'aws-s3' }
export const buckets = {
  source: bucket,
  destination: { bucket: 'photos-cn', provider: 'alibaba-oss' },
}
export function missing(left: ComparedSide): ComparedObject {
  return { key: left.key, verdict: 'missing', left }
}

/** A folder for jobs. */
export class JobWorld {
  readonly root: string
  #jobs = 0

  constructor(root: string) {
    this.root = root
  }

  static async start(): Promise<JobWorld> {
    return new JobWorld(await mkdtemp(join(tmpdir(), 'jobs-')))
  }

  write(
    tool: JobTool,
    objects: readonly ComparedObject[],
    options: Partial<WriteJobOptions> = {},
  ): Promise<WrittenJob> {
    this.#jobs++
    const batches = async function* () {
      for (let from = 0; from < objects.length; from += 1000) yield objects.slice(from, from + 1000)
    }
    const folder = join(this.root, `job-${this.#jobs}`)
    return writeJob(tool, batches(), { ...buckets, folder, ...options })
  }

  close(): Promise<void> {
    return rm(this.root, { recursive: true })
  }
}

export async function notExpressed(folder = ''): Promise<readonly { readonly key: string }[]> {
  const lines = await readFile(join(folder, 'not-expressed.ndjson'), 'utf8')
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
