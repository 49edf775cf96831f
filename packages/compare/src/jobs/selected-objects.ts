import type { RequestOptions } from '@bucket-inventory/core'

import type { ComparedObject, ComparedSide } from '../compared-object.ts'

/** The verdicts whose objects can be copied again; what is `extra` never is. */
export const jobVerdicts = [
  'missing',
  'size-differs',
  'content-differs',
  'metadata-differs',
  'in-flight',
  'cannot-tell',
] as const satisfies readonly ComparedObject['verdict'][]
export type JobVerdict = (typeof jobVerdicts)[number]

/** An object that is to be copied again. */
export interface SelectedObject {
  readonly verdict: JobVerdict
  readonly left: ComparedSide
}

export interface SelectOptions extends RequestOptions {
  /** Default: `missing`, `size-differs` and `content-differs`. */
  readonly verdicts?: readonly JobVerdict[]
}

/** The objects of these verdicts, as the source has them. */
export async function* selectedObjects(
  batches: AsyncIterable<readonly ComparedObject[]>,
  { verdicts = defaultVerdicts, signal }: SelectOptions,
): AsyncGenerator<readonly SelectedObject[], void, undefined> {
  signal?.throwIfAborted()
  for await (const batch of batches) {
    signal?.throwIfAborted()
    const chosen = batch.flatMap((object) => {
      const verdict = verdicts.find((each) => each === object.verdict)
      // What is in flight or cannot be told may be on the right side only.
      return verdict === undefined || !('left' in object) || object.left === undefined
        ? []
        : [{ verdict, left: object.left }]
    })
    if (chosen.length > 0) yield chosen
  }
}

const defaultVerdicts: readonly JobVerdict[] = ['missing', 'size-differs', 'content-differs']
