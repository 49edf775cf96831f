import type { Counted } from '../report/report-summary.ts'
import { bytesInWords, countInWords, shareInWords } from '../words/quantities.ts'

/** Objects, share and bytes; the share is of the bytes, or of the objects where there are no sizes. */
export function countedCells(counts: Counted, all: Counted): string[] {
  const { objects, bytes } = counts
  if (bytes === undefined || all.bytes === undefined) {
    return [shareInWords(objects, all.objects), countInWords(objects)]
  }
  return [countInWords(objects), shareInWords(bytes, all.bytes), bytesInWords(bytes)]
}
