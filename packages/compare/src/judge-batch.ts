import type { MetadataField } from './check-options.ts'
import { evidenceRules } from './evidence-rules.ts'
import { noRule, ruleOfCodes } from './judge-evidence.ts'
import type { Trust } from './judge-evidence.ts'
import { leftSide, rightSide } from './match-batch.ts'
import type { MatchBatch } from './match-batch.ts'
import type { Matching } from './matching.ts'
import { metadataDifferences } from './metadata-differences.ts'
import type { StorageClassTable } from './storage-class-equality.ts'
import {
  duplicateCode,
  extraCode,
  inFlightMark,
  metadataMark,
  missingCode,
} from './verdict-code.ts'
import type { Watermark } from './watermark.ts'

export interface JudgeOptions {
  readonly trust: Trust
  readonly mark: Watermark
  readonly metadata: readonly MetadataField[]
  readonly storageClasses?: StorageClassTable
}

/** Gives every row of a batch its verdict. */
export interface BatchJudge {
  /** A code of `verdictOfCode` for each row. Valid until the next batch is judged. */
  judge(batch: MatchBatch): Uint8Array
  /** What differs besides the content of a row with the mark for it. */
  metadata(batch: MatchBatch, row: number): readonly MetadataField[]
}

const isSame = Uint8Array.from(evidenceRules, ({ outcome }) => Number(outcome.verdict === 'same'))
const isDifference = Uint8Array.from(evidenceRules, ({ outcome }) =>
  Number(outcome.verdict === 'size-differs' || outcome.verdict === 'content-differs'),
)

/** The attributes are those of the matching that gives the batches; they may grow. */
export function batchJudge(
  matching: Pick<Matching, 'attributes'>,
  { trust, mark, metadata, storageClasses }: JudgeOptions,
): BatchJudge {
  const rules = ruleOfCodes(trust)
  const known = new Map<number, readonly MetadataField[]>()
  let codes = new Uint8Array()
  const fieldsOf = (batch: MatchBatch, row: number): readonly MetadataField[] => {
    const left = batch.leftAttributes[row] ?? 0
    const right = batch.rightAttributes[row] ?? 0
    const pair = left * 2 ** 26 + right
    let fields = known.get(pair)
    if (fields === undefined) {
      const { attributes } = matching
      const [one = {}, other = {}] = [attributes[left], attributes[right]]
      fields = metadataDifferences(one, other, metadata, storageClasses)
      known.set(pair, fields)
    }
    return fields
  }
  return {
    judge(batch) {
      const { length, sides, facts, leftTime, rightTime, duplicate } = batch
      if (codes.length < length) codes = new Uint8Array(length)
      for (let row = 0; row < length; row++) {
        const side = sides[row]
        let code: number
        if (side === leftSide) {
          code = (leftTime[row] ?? 0) > mark.missing ? missingCode | inFlightMark : missingCode
        } else if (side === rightSide) {
          code = (rightTime[row] ?? 0) > mark.extra ? extraCode | inFlightMark : extraCode
        } else if (duplicate[row] === 1) {
          code = duplicateCode
        } else {
          code = rules[facts[row] ?? 0] ?? noRule
          if (code === noRule) throw new RangeError(`no pair has the facts ${facts[row]}`)
          if (isDifference[code] === 1) {
            const isInFlight =
              (leftTime[row] ?? 0) > mark.differs || (rightTime[row] ?? 0) > mark.rightDiffers
            if (isInFlight) code |= inFlightMark
          } else if (isSame[code] === 1 && metadata.length > 0 && fieldsOf(batch, row).length > 0) {
            code |= metadataMark
          }
        }
        codes[row] = code
      }
      return codes.subarray(0, length)
    },
    metadata: fieldsOf,
  }
}
