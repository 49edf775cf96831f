import type { DifferenceVerdict } from './compared-object.ts'

export interface WatermarkOptions {
  /** Starts of the scans, epoch milliseconds. */
  readonly leftTime: number
  readonly rightTime: number
  /** Milliseconds before a scan in which changes may be missing from its report. */
  readonly margin: number
  readonly live: 'left' | 'both'
}

/** Times after which a change of an object explains its difference, epoch milliseconds; Infinity: no time does. */
export interface Watermark {
  /** Of left objects that the right side lacks. */
  readonly missing: number
  /** Of left objects that differ. */
  readonly differs: number
  /** The same of right objects, which only a right side that is live itself excuses. */
  readonly extra: number
  readonly rightDiffers: number
}

/**
 * Which differences are in flight. The left side is the source: a copy is always newer than its original, so the right side's
 * times excuse nothing, unless it is live too. An object that only the left side has may have been written after either scan.
 */
export function watermark({ leftTime, rightTime, margin, live }: WatermarkOptions): Watermark {
  const older = Math.min(leftTime, rightTime) - margin
  return {
    missing: older,
    differs: leftTime - margin,
    extra: live === 'both' ? older : Infinity,
    rightDiffers: live === 'both' ? rightTime - margin : Infinity,
  }
}

/** Whether a difference is in flight, by when both sides changed last; NaN is unknown, and excuses nothing. */
export function isInFlight(
  mark: Watermark,
  verdict: DifferenceVerdict,
  leftChanged: number,
  rightChanged: number,
): boolean {
  switch (verdict) {
    case 'missing':
      return leftChanged > mark.missing
    case 'extra':
      return rightChanged > mark.extra
    case 'size-differs':
    case 'content-differs':
      return leftChanged > mark.differs || rightChanged > mark.rightDiffers
  }
}
