import {
  adoptConfiguration,
  capabilitiesFor,
  forbiddingFindings,
  isWithin,
  valueAt,
} from '@bucket-inventory/core'
import type {
  BucketInventories,
  ConfigurationPath,
  DestinationIdentity,
  Finding,
  InventoryConfiguration,
  LossPolicy,
  NeedsInputFinding,
  StoredInventory,
} from '@bucket-inventory/core'

import { withValues } from './migration-values.ts'
import type { ValuesByPath } from './migration-values.ts'

/** What lies between the two buckets of a migration, and what is known beyond it. */
export interface MigrationContext {
  readonly to: BucketInventories
  readonly border: 'provider' | 'region' | 'none'
  /** The two may be of two accounts, and the service delivers within one only. */
  readonly otherAccount: boolean
  readonly loss: LossPolicy
  readonly defaults: ValuesByPath
}

/** An inventory of the source as it would stand at the target. */
export interface MigratedInventory {
  /** Its id at the source. */
  readonly source: string
  /** Without the parts of its identity that do not cross and are still to be said. */
  readonly desired: InventoryConfiguration
  /** The parts of its identity that are to be said, or said otherwise. */
  readonly unsaid: readonly ConfigurationPath[]
  /** Of reading, adoption and translation, `needs-input` once for each path. */
  readonly findings: readonly Finding[]
  /** Those of them that a translation of `desired` does not say. */
  readonly own: readonly Finding[]
}

/**
 * The inventory with the values that are given, and with the defaults for what cannot go without. Pure. Throws
 * `invalid-configuration` with every problem of the result.
 */
export function migrateInventory(
  stored: StoredInventory,
  given: ValuesByPath,
  context: MigrationContext,
): MigratedInventory {
  let values = given
  for (;;) {
    const migrated = migrateWith(stored, values, context)
    const forbidding = forbiddingFindings(migrated, context.loss, { refuseEmulated: true })
    const used = [...context.defaults].filter(
      ([path]) => !values.has(path) && forbidding.some((finding) => isWithin(path, finding.path)),
    )
    if (used.length === 0) return migrated
    values = new Map([...values, ...used])
  }
}

function migrateWith(
  { configuration, findings: read }: StoredInventory,
  values: ValuesByPath,
  { to, border, otherAccount }: MigrationContext,
): MigratedInventory {
  const written = withValues(configuration, values)
  const tables = capabilitiesFor(to.provider.capabilities, to.scope())
  const adopted = adoptConfiguration(written, tables, identityIn(written, values), border)
  const desired = adopted.complete ? adopted.configuration : adopted.draft
  const crossing: readonly Finding[] = adopted.findings
  const asked = crossing.filter((finding) => finding.verdict === 'needs-input')
  const own: readonly Finding[] = [
    ...read,
    ...crossing.filter((finding) => finding.verdict === 'dropped'),
    ...(otherAccount ? accountFindings(desired, values, to) : []),
  ]
  const findings = mergeFindings(asked, to.translate(desired).findings)
  return {
    source: configuration.id,
    desired,
    unsaid: identityPaths.filter((path) =>
      findings.some((finding) => finding.verdict === 'needs-input' && finding.path === path),
    ),
    findings: [...own, ...findings],
    own,
  }
}

const identityPaths = [
  'destination.bucket',
  'destination.accountId',
  'destination.roleArn',
  'destination.encryption.keyId',
] as const

/** As far as it was given for the target. */
function identityIn(written: InventoryConfiguration, values: ValuesByPath): DestinationIdentity {
  const [bucket, accountId, roleArn, keyId] = identityPaths.map((path) => {
    const value = values.has(path) ? valueAt(written, path) : undefined
    return typeof value === 'string' ? value : undefined
  })
  return {
    ...(bucket === undefined ? {} : { bucket }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(keyId === undefined ? {} : { keyId }),
  }
}

/** One question for each path. Whatever else is said of a part that is still to be said is about nothing. */
function mergeFindings(
  asked: readonly NeedsInputFinding[],
  translated: readonly Finding[],
): readonly Finding[] {
  const questions = new Map<string, NeedsInputFinding>()
  for (const finding of asked) questions.set(finding.path, finding)
  const unsaid = new Set(questions.keys())
  const others: Finding[] = []
  for (const finding of translated) {
    if (finding.verdict !== 'needs-input') {
      if (!unsaid.has(finding.path)) others.push(finding)
      continue
    }
    const known = questions.get(finding.path)
    // The adapter knows best what it takes; why it is asked at all is for the adoption to say.
    const message =
      known === undefined
        ? finding.message
        : unsaid.has(finding.path)
          ? known.message
          : `${known.message}; ${finding.message}`
    questions.set(finding.path, { ...finding, message })
  }
  return [...questions.values(), ...others]
}

function accountFindings(
  { destination }: InventoryConfiguration,
  values: ValuesByPath,
  { provider }: BucketInventories,
): Finding[] {
  const path = 'destination.accountId'
  const { accountId } = destination
  if (accountId === undefined || values.has(path)) return []
  const message = `reports stay with account ${accountId}, and ${provider.name} delivers within one account only: give bucket, account and role if the target is of another`
  return [{ verdict: 'advisory', path, message }]
}
