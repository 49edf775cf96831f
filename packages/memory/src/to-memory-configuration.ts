import {
  foreignRemainder,
  isNativeWord,
  nativeField,
  supportOfValue,
  translateFields,
} from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  Incremental,
  InventoryConfiguration,
  Translation,
} from '@bucket-inventory/core'

import { Carrier } from './carrier.ts'
import { carryDestination } from './carry-destination.ts'
import { carryFilter } from './carry-filter.ts'
import { carrySchedule } from './carry-schedule.ts'
import { memoryCapabilities } from './memory-capabilities.ts'
import { memoryVocabulary } from './memory-vocabulary.ts'

const provider = 'memory'

/**
 * The configuration as the provider holds it: the same words, without what the table says it cannot carry. Every path is
 * carried exactly or has a finding.
 */
export function toMemoryConfiguration(
  configuration: InventoryConfiguration,
  tables: BucketCapabilities = memoryCapabilities,
): Translation<InventoryConfiguration> {
  const carrier = new Carrier(provider, tables)
  const id = carrier.carry('id', configuration.id, 'needs-input')
  const enabled = carryEnabled(configuration.enabled, carrier)
  const schedule = carrySchedule(configuration.schedule, carrier)
  const other = configuration.versions === 'all' ? 'current' : 'all'
  const consequence = configuration.versions === 'all' ? 'lists-less' : 'lists-more'
  const versions = carrier.choose(
    'versions',
    configuration.versions,
    isNativeWord(configuration.versions) ? [] : [other],
    consequence,
  )
  const { sent, residual } = carryFilter(configuration, carrier)
  const fields = translateFields(configuration, residual, memoryVocabulary, tables)
  const destination = carryDestination(configuration.destination, carrier)
  const incremental = carryIncremental(configuration.incremental, carrier)
  const remainder = configuration.native?.[provider]
  const told = {
    provider,
    findings: [
      ...carrier.findings,
      ...fields.findings,
      ...foreignRemainder(configuration, provider),
    ],
    ...(residual === undefined ? {} : { residual }),
  }
  if (
    id === undefined ||
    schedule === undefined ||
    versions === undefined ||
    destination === undefined ||
    told.findings.some((finding) => finding.verdict === 'needs-input')
  ) {
    return { ...told, complete: false }
  }
  const native: InventoryConfiguration = {
    id,
    enabled,
    schedule,
    versions,
    ...(sent === undefined ? {} : { filter: sent }),
    fields: [...configuration.fields, ...fields.added].filter(
      (field) =>
        nativeField(memoryVocabulary, field) !== undefined &&
        supportOfValue(tables, 'fields', field) !== 'unsupported',
    ),
    destination,
    ...(incremental === undefined ? {} : { incremental }),
    ...(remainder === undefined ? {} : { native: { [provider]: remainder } }),
  }
  return { ...told, complete: true, native: structuredClone(native) }
}

/** One that cannot be switched off is on. */
function carryEnabled(enabled: boolean, carrier: Carrier): boolean {
  return enabled || (carrier.carry('enabled', enabled, 'other-schedule') ?? true)
}

function carryIncremental(
  incremental: Incremental | undefined,
  carrier: Carrier,
): Incremental | undefined {
  if (incremental === undefined) return undefined
  const support = carrier.supportOf('incremental.enabled')
  if (support === 'unsupported' || support === 'emulated') {
    carrier.lose('incremental', incremental, 'lists-less')
    return undefined
  }
  if (support === 'unverified') carrier.doubt('incremental', incremental)
  const everySeconds = carrier.carryNumber(
    'incremental.everySeconds',
    incremental.everySeconds,
    'other-schedule',
  )
  const fields = incremental.fields.filter((field) => {
    const carried = carrier.takes('incremental.fields', field)
    if (!carried) carrier.lose('incremental.fields', field, 'dropped')
    return carried
  })
  return {
    enabled: incremental.enabled,
    ...(everySeconds === undefined ? {} : { everySeconds }),
    fields,
  }
}
