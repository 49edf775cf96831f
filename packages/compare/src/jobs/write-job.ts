import { InventoryError } from '@bucket-inventory/core'

import type { ComparedObject } from '../compared-object.ts'
import { expressedObjects } from './expressed-objects.ts'
import { JobFolder } from './job-folder.ts'
import type { JobBuckets, JobForm, JobTool, JobUpload, WrittenJobFile } from './job-form.ts'
import { jobForms } from './job-forms.ts'
import { selectedObjects } from './selected-objects.ts'
import type { JobVerdict, SelectedObject, SelectOptions } from './selected-objects.ts'

export interface WriteJobOptions extends JobBuckets, SelectOptions {
  /** Made by this call; one that is there already is refused, but for an empty one. */
  readonly folder: string
  /** Where the files will be uploaded, which some of them name. Default: not known, and `BUCKET` stands there. */
  readonly uploadTo?: JobUpload
  /** Compressed bytes of one file, where the form limits them; at least 32 KiB. Default: what its vendor allows. */
  readonly partBytes?: number
}

/** What became of a job. */
export interface WrittenJob {
  readonly tool: JobTool
  /** Absent: there was nothing to copy, and nothing was written. */
  readonly folder?: string
  /** Objects that it lists, and their bytes as far as they are known. */
  readonly objects: number
  readonly bytes: number
  /** Objects that its form cannot name: they are in `not-expressed.ndjson` with the reason. */
  readonly notExpressed: number
  /** Objects of each verdict, listed or not. */
  readonly verdicts: Readonly<Record<JobVerdict, number>>
  readonly files: readonly WrittenJobFile[]
  /** What a person does next, one sentence or command each. */
  readonly next: readonly string[]
}

/**
 * Writes the job that copies again what a comparison found missing or different: the source's own keys and versions, in the form
 * that the tool takes. The folder is there whole or not at all. Memory stays flat, whatever the number of objects.
 */
export async function writeJob(
  tool: JobTool,
  objects: AsyncIterable<readonly ComparedObject[]>,
  options: WriteJobOptions,
): Promise<WrittenJob> {
  const form = jobForms[tool]
  checkOptions(form, options)
  const folder = new JobFolder(options.folder)
  await folder.begin()
  const counts = { objects: 0, bytes: 0, notExpressed: 0, verdicts: noVerdicts() }
  const selection = selectedObjects(objects, options)
  let isFinished = false
  try {
    const first = await selection.next()
    const next = first.done === true ? [] : await writeForm(first.value)
    isFinished = await folder.finish()
    const path = isFinished ? { folder: options.folder } : {}
    return { tool, ...path, ...counts, files: folder.files, next }
  } finally {
    await selection.return()
    if (!isFinished) await folder.discard()
  }

  async function writeForm(first: readonly SelectedObject[]): Promise<readonly string[]> {
    const target = {
      source: options.source,
      destination: options.destination,
      uploadTo: options.uploadTo,
      hasVersions: first[0]?.left.versionId !== undefined,
      partBytes: options.partBytes ?? mostPartBytes,
    }
    const expressing = { form, target, files: folder, counts }
    const listed = expressedObjects(continued(first, selection), expressing)
    // A list without objects is one that no tool takes.
    const begin = await listed.next()
    return begin.done === true ? [] : form.write(continued(begin.value, listed), folder, target)
  }
}

function checkOptions(
  form: JobForm,
  { partBytes = mostPartBytes, ...buckets }: WriteJobOptions,
): void {
  const refusal = form.refuses(buckets)
  if (refusal !== undefined) {
    throw new InventoryError('unsupported', `no job for ${form.title}: ${refusal}`)
  }
  if (!(partBytes >= leastPartBytes && partBytes <= mostPartBytes)) {
    throw new InventoryError(
      'invalid-input',
      `files of ${partBytes} bytes: write ${leastPartBytes} to ${mostPartBytes}`,
    )
  }
}

// What Data Online Migration takes, the only one that limits its files.
const mostPartBytes = 100_000_000
const leastPartBytes = 32 * 1024

async function* continued<Batch>(
  first: Batch,
  rest: AsyncIterable<Batch>,
): AsyncGenerator<Batch, void, undefined> {
  yield first
  yield* rest
}

function noVerdicts(): Record<JobVerdict, number> {
  return {
    missing: 0,
    'size-differs': 0,
    'content-differs': 0,
    'metadata-differs': 0,
    'in-flight': 0,
    'cannot-tell': 0,
  }
}
