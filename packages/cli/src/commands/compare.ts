import type { ComparisonSummary } from '@bucket-inventory/compare'

import { valueOf } from '../command.ts'
import type { RunCommand } from '../command.ts'
import { carryOutComparison } from '../compare/carry-out-comparison.ts'
import { openSides } from '../compare/open-sides.ts'
import { sayComparison } from '../compare/say-comparison.ts'
import { compareFlags, listFormat } from '../input/compare-flags.ts'
import { openProviders } from '../input/open-providers.ts'
import { compareDocument } from '../output/compare-document.ts'
import { FirstExamples } from '../output/first-examples.ts'
import { writeJson } from '../output/write-json.ts'

/** What a page shows of each verdict. */
const examplesOfPage = 20

const exitCodes: Readonly<Record<ComparisonSummary['conclusion'], number>> = {
  proven: 0,
  differs: 2,
  'cannot-tell': 3,
}

/** `compare LEFT RIGHT`: whether every object arrived; 0 where that is proven, 2 where one did not, 3 where nobody can tell. */
export const compare: RunCommand = async (call, context) => {
  const flags = compareFlags(call)
  const confirms = call.switches.includes('confirm')
  const out = valueOf(call, 'out')
  const providers = await openProviders(context)
  const sides = await openSides(call, providers, context)
  const examples = new FirstExamples(examplesOfPage)
  const comparison = { sides, flags, confirms, out, format: listFormat(call), examples }
  const summary = await carryOutComparison(comparison, providers, context)
  const written = out === undefined ? {} : { folder: out }
  if (call.switches.includes('json')) writeJson(context.output, compareDocument(summary, written))
  else sayComparison({ summary, examples, written }, context)
  return exitCodes[summary.conclusion]
}
