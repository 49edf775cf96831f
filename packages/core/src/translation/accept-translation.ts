import { isWithin } from '../configuration/configuration-path.ts'
import type { ConfigurationPath } from '../configuration/configuration-path.ts'
import { InventoryError } from '../inventory-error.ts'
import type { Finding } from './finding.ts'
import type { Translation } from './translation.ts'

/** What a caller accepts beyond what is always accepted: nothing, or some verdicts or paths. */
export type LossPolicy =
  | 'refuse'
  | readonly ('lossy' | 'emulated' | ConfigurationPath | `native.${string}`)[]

export interface AcceptOptions {
  /** Whether an emulated filter needs to be allowed, as for work on many buckets. Default: false. */
  readonly refuseEmulated?: boolean
}

/**
 * Returns the native configuration, or throws one `untranslatable` that carries every finding that forbids it: all
 * `needs-input`, and each `lossy` (and, where asked for, `emulated`) that the policy does not allow by verdict or path.
 */
export function acceptTranslation<Native>(
  translation: Translation<Native>,
  policy: LossPolicy = 'refuse',
  options: AcceptOptions = {},
): Native {
  const forbidding = forbiddingFindings(translation, policy, options)
  if (translation.complete && forbidding.length === 0) return translation.native
  throw new InventoryError('untranslatable', describe(translation.provider, forbidding), {
    findings: forbidding,
  })
}

/** The findings for which {@link acceptTranslation} throws: none where it accepts. */
export function forbiddingFindings(
  translation: Pick<Translation, 'findings'>,
  policy: LossPolicy = 'refuse',
  options: AcceptOptions = {},
): Finding[] {
  return translation.findings.filter((finding) => forbids(finding, policy, options))
}

function forbids(finding: Finding, policy: LossPolicy, options: AcceptOptions): boolean {
  switch (finding.verdict) {
    case 'needs-input':
      return true
    case 'lossy':
      return !allows(policy, finding)
    case 'emulated':
      return options.refuseEmulated === true && !allows(policy, finding)
    case 'coerced':
    case 'dropped':
    case 'unverified':
    case 'advisory':
      return false
  }
}

function allows(policy: LossPolicy, finding: Finding): boolean {
  return (
    policy !== 'refuse' &&
    policy.some((allowed) => allowed === finding.verdict || isWithin(finding.path, allowed))
  )
}

function describe(provider: string, findings: readonly Finding[]): string {
  const needed = findings.filter((finding) => finding.verdict === 'needs-input')
  const refused = findings.filter((finding) => finding.verdict !== 'needs-input')
  const parts = [
    ...(needed.length > 0 ? [`needs ${needed.map((finding) => finding.path).join(', ')}`] : []),
    ...(refused.length > 0
      ? [
          `would lose ${[...new Set(refused.map((finding) => finding.path))].join(', ')} (allow by path or by verdict)`,
        ]
      : []),
  ]
  return `the configuration cannot be carried to ${provider} as it is: ${parts.join('; ')}`
}
