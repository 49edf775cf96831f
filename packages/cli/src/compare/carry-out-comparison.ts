import { resolve } from 'node:path'

import { compareReports, writeComparison } from '@bucket-inventory/compare'
import type { CompareOptions, ComparedObject, ComparisonSummary } from '@bucket-inventory/compare'

import type { CommandContext } from '../command.ts'
import type { ListFormat } from '../input/compare-flags.ts'
import type { OpenedProviders } from '../input/open-providers.ts'
import { requireOssRegion } from '../input/settings.ts'
import { ComparingProgress } from '../output/comparing-progress.ts'
import type { FirstExamples } from '../output/first-examples.ts'
import { progressInWords, ReadingLine } from '../output/reading-line.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { GivenSides } from './open-sides.ts'

export interface ComparisonToCarryOut {
  readonly sides: GivenSides
  readonly flags: CompareOptions
  /** Whether differences are looked at once. */
  readonly confirms: boolean
  /** The folder to be written. Default: none. */
  readonly out: string | undefined
  readonly format: ListFormat
  /** Filled with the first objects that are listed. */
  readonly examples: FirstExamples
}

/** Compares, shows how far it is, and writes the folder, which is there whole or not at all. */
export async function carryOutComparison(
  comparison: ComparisonToCarryOut,
  providers: OpenedProviders,
  context: CommandContext,
): Promise<ComparisonSummary> {
  const { sides, examples, format, out } = comparison
  const line = new ReadingLine(context)
  try {
    const options = optionsOf(comparison, line, providers, context)
    const compared = compareReports(sides.left.compared, sides.right.compared, options)
    const onObjects = (objects: readonly ComparedObject[]) => {
      examples.take(objects)
    }
    if (out !== undefined) {
      const places = { left: sides.left.place, right: sides.right.place }
      const folder = resolve(context.folder, out)
      return await writeComparison(folder, compared, { format, places, onObjects })
    }
    for await (const objects of compared) onObjects(objects)
    return await compared.summary()
  } catch (error) {
    throw explainRefusal(error, sides)
  } finally {
    line.clear()
  }
}

function optionsOf(
  { sides, flags, confirms }: ComparisonToCarryOut,
  line: ReadingLine,
  { client }: OpenedProviders,
  { environment, folder, signal }: CommandContext,
): CompareOptions {
  const { left, right } = sides
  const { spillTo } = flags
  if (confirms) for (const { source } of [left, right]) requireOssRegion(source, environment)
  const progress = new ComparingProgress(left.compared.report, right.compared.report)
  return {
    ...flags,
    ...(spillTo === undefined ? {} : { spillTo: resolve(folder, spillTo) }),
    ...(confirms ? { confirm: client.confirmObjects(left.source, right.source) } : {}),
    signal,
    onProgress: (told) => {
      const both = progress.with(told)
      line.tell((seconds) => progressInWords(both, seconds))
    },
  }
}
