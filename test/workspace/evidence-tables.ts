import { cannotTellAdvice, evidenceTable } from '@bucket-inventory/compare'

import { markdownTable } from './markdown-table.ts'

/** The rules by which pairs are judged, in their order. */
export function evidenceRulesTable(): string {
  const rows = evidenceTable().map(({ known, verdict, by, because }) => [
    known,
    `\`${verdict}\``,
    `\`${by}\``,
    because,
  ])
  return markdownTable(['known', 'verdict', 'by', 'because'], rows)
}

/** Why nothing can be told of a pair, and what to do. */
export function adviceTable(): string {
  const rows = Object.entries(cannotTellAdvice).map(([reason, advice]) => [`\`${reason}\``, advice])
  return markdownTable(['reason', 'what to do'], rows)
}
