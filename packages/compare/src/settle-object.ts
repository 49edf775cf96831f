import type { ComparedObject, ComparedSide } from './compared-object.ts'
import type { ListedBucket } from './etag-kind.ts'
import { evidenceRules } from './evidence-rules.ts'
import { factsOf } from './facts-of.ts'
import { judge } from './judge-evidence.ts'
import type { Trust } from './judge-evidence.ts'
import {
  extraCode,
  inFlightMark,
  isDifference,
  missingCode,
  verdictOfCode,
} from './verdict-code.ts'
import { isInFlight } from './watermark.ts'
import type { Watermark } from './watermark.ts'

/** An object that differs, or is on one side only. */
export interface DifferingObject {
  readonly verdict: ComparedObject['verdict']
  readonly left?: ComparedSide
  readonly right?: ComparedSide
}

/** What looks at both sides found. */
export interface Looks {
  readonly left: ComparedSide | undefined
  readonly right: ComparedSide | undefined
}

export interface SettleOptions {
  readonly trust: Trust
  readonly mark: Watermark
  readonly listed: Readonly<Record<'left' | 'right', ListedBucket>>
  /** Of versions: what the other side has now may be another version, and then does not count. */
  readonly match: 'key' | 'version'
}

/** A code of `verdictOfCode`, and the sides that it is said of. */
export interface Settled {
  readonly code: number
  readonly left?: ComparedSide
  readonly right?: ComparedSide
}

/**
 * What is to be said of an object once it was looked at. Looks that found what the reports say leave the verdict; else what they
 * found is judged as two rows are. What is gone on both sides by now is in flight.
 */
export function settle(
  object: DifferingObject,
  code: number,
  found: Looks,
  options: SettleOptions,
): Settled {
  const left = withReport(object.left, found.left)
  const right = withReport(object.right, found.right)
  if (left === undefined && right === undefined) {
    return { ...sides(object.left, object.right), code: code | inFlightMark }
  }
  if (unchanged(object.left, found.left) && unchanged(object.right, found.right)) {
    return { ...sides(left, right), code }
  }
  if (left === undefined || right === undefined) return oneSided(left, right, options.mark)
  const { trust, mark, listed, match } = options
  const judged = evidenceRules.indexOf(judge(factsOf(left, right, listed), trust))
  if (match === 'version' && verdictOfCode(judged) !== 'same') {
    if (object.right === undefined) return oneSided(left, undefined, mark)
    if (object.left === undefined) return oneSided(undefined, right, mark)
  }
  return { left, right, code: excused(judged, mark, left, right) }
}

function oneSided(
  left: ComparedSide | undefined,
  right: ComparedSide | undefined,
  mark: Watermark,
): Settled {
  const code = left === undefined ? extraCode : missingCode
  return { ...sides(left, right), code: excused(code, mark, left, right) }
}

function sides(left: ComparedSide | undefined, right: ComparedSide | undefined) {
  return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) }
}

/** What was found and, as long as it is what was reported, what only the report says of it. */
function withReport(
  reported: ComparedSide | undefined,
  found: ComparedSide | undefined,
): ComparedSide | undefined {
  return found !== undefined && reported !== undefined && unchanged(reported, found)
    ? { ...reported, ...found }
    : found
}

function unchanged(reported: ComparedSide | undefined, found: ComparedSide | undefined): boolean {
  if (reported === undefined || found === undefined) return reported === found
  if (reported.size !== found.size) return false
  if (reported.etag !== undefined && found.etag !== undefined) {
    return reported.etag.toLowerCase() === found.etag.toLowerCase()
  }
  return (
    reported.lastModified !== undefined &&
    found.lastModified !== undefined &&
    Math.floor(reported.lastModified / 1000) === Math.floor(found.lastModified / 1000)
  )
}

function excused(
  code: number,
  mark: Watermark,
  left: ComparedSide | undefined,
  right: ComparedSide | undefined,
): number {
  const verdict = verdictOfCode(code)
  if (!isDifference(verdict)) return code
  const [one, other] = [left?.lastModified ?? Number.NaN, right?.lastModified ?? Number.NaN]
  return isInFlight(mark, verdict, one, other) ? code | inFlightMark : code
}
