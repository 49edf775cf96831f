import type { ComparedSide } from '../compared-object.ts'
import type { JobFile, JobFiles, JobForm, JobTarget } from './job-form.ts'
import type { JobVerdict, SelectedObject } from './selected-objects.ts'

/** What was counted of a job so far. */
export interface JobCounts {
  objects: number
  bytes: number
  notExpressed: number
  readonly verdicts: Record<JobVerdict, number>
}

export interface Expressing {
  readonly form: JobForm
  readonly target: JobTarget
  readonly files: JobFiles
  readonly counts: JobCounts
}

/** The objects that a form can name; the others go into `not-expressed.ndjson`, with the reason. */
export async function* expressedObjects(
  batches: AsyncIterable<readonly SelectedObject[]>,
  { form, target, files, counts }: Expressing,
): AsyncGenerator<readonly ComparedSide[], void, undefined> {
  let notExpressed: JobFile | undefined
  for await (const batch of batches) {
    const listed: ComparedSide[] = []
    for (const { verdict, left } of batch) {
      counts.verdicts[verdict]++
      const answer =
        left.isDeleteMarker === true ? 'is a delete marker' : form.expresses(left, target)
      if (answer === true) {
        listed.push(left)
        counts.bytes += left.size ?? 0
      } else {
        counts.notExpressed++
        notExpressed ??= await files.create('not-expressed.ndjson')
        await notExpressed.write(lineOf(verdict, left, answer))
      }
    }
    counts.objects += listed.length
    if (listed.length > 0) yield listed
  }
  await notExpressed?.close()
}

function lineOf(
  verdict: JobVerdict,
  { key, keyBytes, versionId, size }: ComparedSide,
  reason: string,
): string {
  const bytes = keyBytes === undefined ? {} : { keyBytes: Buffer.from(keyBytes).toString('base64') }
  return `${JSON.stringify({ key, ...bytes, versionId, size, verdict, reason })}\n`
}
