import { configurationPaths, forbiddingFindings } from '@bucket-inventory/core'
import type {
  EmulatedFinding,
  FindingPath,
  LossyFinding,
  NeedsInputFinding,
  Plan,
} from '@bucket-inventory/core'

/** An inventory that a migration does not copy before something is said. */
export interface MissingInput {
  /** Its id at the source: what its values are given under, in `inventories` of the inputs. */
  readonly inventory: string
  /** The same with its bucket, as `s3://photos#daily`. */
  readonly from: string
  /** The bucket it is to be copied to, as `oss://prod@photos-cn`. */
  readonly location: string
  /** Its id at the target, as far as it is known. */
  readonly id: string
  /** What must be said, in the order of the model. */
  readonly values: readonly MissingValue[]
  /**
   * What would be lost, and is not allowed. Nothing needs to be said for these: either the loss is allowed, by verdict or
   * path, or another value is given for the path, as `destination.format: csv`.
   */
  readonly losses: readonly (LossyFinding | EmulatedFinding)[]
}

/** One value that a migration waits for. */
export interface MissingValue {
  /** What it is given under: `destination.roleArn`. */
  readonly path: FindingPath
  /** What it is, in words: `the RAM role that OSS assumes to write reports`. */
  readonly expected: string
  /** One that would do, or would look like it: never one to take unseen, except for an `id`, which is free. */
  readonly example: string
  /** Why it is needed. */
  readonly message: string
}

/** What a plan of a migration waits for, in the order of its steps; empty where nothing is blocked. Pure. */
export function missingInputs(plan: Plan): readonly MissingInput[] {
  return plan.steps.flatMap((step) => {
    if (step.action !== 'blocked' || step.from === undefined) return []
    const { from, location, id } = step
    const forbidding = forbiddingFindings(step, plan.loss, { refuseEmulated: true })
    return [
      {
        // No location holds a "#", but an id may.
        inventory: from.slice(from.indexOf('#') + 1),
        from,
        location,
        id,
        values: forbidding.filter(isQuestion).toSorted(byModel).map(asValue),
        losses: forbidding.filter(isLoss),
      },
    ]
  })
}

function isQuestion(finding: { readonly verdict: string }): finding is NeedsInputFinding {
  return finding.verdict === 'needs-input'
}

function isLoss(finding: { readonly verdict: string }): finding is LossyFinding | EmulatedFinding {
  return finding.verdict === 'lossy' || finding.verdict === 'emulated'
}

function asValue({ path, expected, example, message }: NeedsInputFinding): MissingValue {
  return { path, expected, example, message }
}

function byModel(left: NeedsInputFinding, right: NeedsInputFinding): number {
  return rank(left.path) - rank(right.path)
}

function rank(path: string): number {
  return configurationPaths.findIndex((each) => each === path)
}
