import type { ComparisonSummary } from '@bucket-inventory/compare'
import { comparisonPage } from '@bucket-inventory/summary'

import { valueOf } from '../command.ts'
import type { CommandContext, RunCommand } from '../command.ts'
import { carryOutComparison } from '../compare/carry-out-comparison.ts'
import { openSides } from '../compare/open-sides.ts'
import { sayComparison } from '../compare/say-comparison.ts'
import { compareFlags, listFormat } from '../input/compare-flags.ts'
import type { JoinedChecksums } from '../input/joined-checksums.ts'
import { openProviders } from '../input/open-providers.ts'
import { compareDocument } from '../output/compare-document.ts'
import { FirstExamples } from '../output/first-examples.ts'
import { printable } from '../output/printable.ts'
import { countInWords } from '../output/quantities.ts'
import { requirePage } from '../output/require-page.ts'
import { writeWhole } from '../output/whole-file.ts'
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
  const page = valueOf(call, 'html')
  if (page !== undefined) await requirePage(page, context, out)
  const providers = await openProviders(context)
  const sides = await openSides(call, providers, context)
  const examples = new FirstExamples(examplesOfPage)
  const format = listFormat(call)
  const comparison = { sides, flags, confirms, out, format, examples }
  const summary = await carryOutComparison(comparison, providers, context)
  for (const { joined } of [sides.left, sides.right]) sayFailedChecksums(joined, context)
  if (page !== undefined) {
    const html = comparisonPage(summary, examples.all)
    await writeWhole(page, (file) => file.write(html), context)
  }
  const written = {
    ...(out === undefined ? {} : { folder: out }),
    ...(page === undefined ? {} : { page }),
  }
  if (call.switches.includes('json')) writeJson(context.output, compareDocument(summary, written))
  else sayComparison({ summary, examples, written, format }, context)
  return exitCodes[summary.conclusion]
}

function sayFailedChecksums(
  joined: JoinedChecksums | undefined,
  { messages }: CommandContext,
): void {
  if (joined === undefined || joined.report.failed === 0) return
  const { file, report, firstFailed } = joined
  const failed = `${countInWords(report.failed)} ${report.failed === 1 ? 'checksum' : 'checksums'}`
  messages.write(
    `${printable(`${file}: ${failed} could not be computed: ${firstFailed() ?? ''}`)}\n`,
  )
}
