import type { BucketCapabilities } from '../capability/capabilities-for.ts'
import { supportOfValue } from '../capability/capabilities-for.ts'
import type {
  InventoryConfiguration,
  InventoryFilter,
} from '../configuration/inventory-configuration.ts'
import { fieldsOfFilter } from '../record/matches-filter.ts'
import type { InventoryField } from '../vocabulary/inventory-fields.ts'
import type { Open } from '../vocabulary/native-word.ts'
import { nativeField } from '../vocabulary/provider-vocabulary.ts'
import type { ProviderVocabulary } from '../vocabulary/provider-vocabulary.ts'
import type { Finding } from './finding.ts'

export interface TranslatedFields {
  /** In the provider's spelling, in the order asked for, then what a residual needs. */
  readonly native: readonly string[]
  /** What the residual needs and nobody asked for. */
  readonly added: readonly Open<InventoryField>[]
  /** `dropped` for what the provider does not have, `unverified` where that is all that is known, `coerced` for what was added. */
  readonly findings: readonly Finding[]
}

/** The columns of a configuration in the words of a provider, with those that the reader needs for the residual. */
export function translateFields(
  configuration: InventoryConfiguration,
  residual: InventoryFilter | undefined,
  vocabulary: ProviderVocabulary,
  tables: BucketCapabilities,
): TranslatedFields {
  const asked = configuration.fields
  const needed = residual === undefined ? [] : fieldsOfFilter(residual)
  // A column that the provider does not have cannot be added; what to make of the filter then is for who divided it.
  const added = needed.filter(
    (field) => !asked.includes(field) && supportOfValue(tables, 'fields', field) !== 'unsupported',
  )
  const native: string[] = []
  const missing: string[] = []
  const unverified: string[] = []
  for (const field of [...asked, ...added]) {
    const word = nativeField(vocabulary, field)
    const support = supportOfValue(tables, 'fields', field)
    if (word === undefined || support === 'unsupported') missing.push(field)
    else native.push(word)
    if (word !== undefined && support === 'unverified') unverified.push(field)
  }
  const findings: Finding[] = []
  const { provider } = vocabulary
  const { reference } = tables.paths.fields
  if (missing.length > 0) {
    findings.push({
      verdict: 'dropped',
      path: 'fields',
      asked: missing,
      message: `${provider} has no ${columns(missing)} here; reports come without`,
      reference,
    })
  }
  if (unverified.length > 0) {
    findings.push({
      verdict: 'unverified',
      path: 'fields',
      asked: unverified,
      message: `nothing shows that ${provider} writes the ${columns(unverified)} here; asked for all the same`,
      reference,
    })
  }
  if (added.length > 0) {
    findings.push({
      verdict: 'coerced',
      path: 'fields',
      asked,
      carried: [...asked, ...added],
      message: `the filter is applied when the report is read; that takes the ${columns(added)}, added`,
    })
  }
  return { native, added, findings }
}

function columns(fields: readonly string[]): string {
  return `column${fields.length === 1 ? '' : 's'} ${fields.join(', ')}`
}
