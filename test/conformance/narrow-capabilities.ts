import type { Capabilities, PathCapability } from '@bucket-inventory/core'
import { memoryCapabilities } from '@bucket-inventory/memory'

const { paths, values, behaviour } = memoryCapabilities
const note = 'Narrowed to see that the provider goes by its table.'
const emulated: PathCapability = { support: 'emulated', note, reference: '' }
const unverified: PathCapability = { support: 'unverified', note, reference: '' }
const unsupported: PathCapability = { support: 'unsupported', note, reference: '' }

/** Every support, every limit and every loss that a table can state, on a service that only creates. */
export const narrowCapabilities: Capabilities = {
  ...memoryCapabilities,
  paths: {
    ...paths,
    id: { ...paths.id, maximumLength: 30, pattern: '[a-z0-9-]+' },
    'schedule.deleteAfterRun': unsupported,
    'filter.prefix': { ...paths['filter.prefix'], maximumLength: 40 },
    'filter.lastModified': emulated,
    'filter.lastModified.from': emulated,
    'filter.lastModified.to': emulated,
    'filter.size.min': { ...unverified, minimum: 1, maximum: 1_000_000 },
    'filter.size.max': unsupported,
    'destination.accountId': { ...paths['destination.accountId'], required: true },
    'destination.roleArn': unsupported,
    'destination.encryption.keyId': { ...paths['destination.encryption.keyId'], required: true },
    'incremental.everySeconds': {
      support: 'coerced',
      minimum: 300,
      maximum: 900,
      note,
      reference: '',
    },
  },
  values: {
    ...values,
    'schedule.every': { day: 'native', week: 'native', month: 'coerced', once: 'unsupported' },
    versions: { current: 'native', all: 'unsupported' },
    'filter.storageClasses': {
      ...values['filter.storageClasses'],
      archive: 'emulated',
      'cold-archive': 'unverified',
      'deep-archive': 'unsupported',
    },
    fields: { ...values.fields, owner: 'unsupported', tagCount: 'unverified' },
    'destination.format': { csv: 'native', orc: 'unsupported', parquet: 'unverified' },
    'incremental.fields': { ...values['incremental.fields'], requester: 'unsupported' },
  },
  overlays: [
    {
      name: 'Regions that carry little.',
      regions: ['little'],
      paths: {
        'filter.prefix': unsupported,
        'filter.size.max': emulated,
        'destination.prefix': unsupported,
        'destination.encryption': unsupported,
        'destination.encryption.type': unsupported,
        'destination.encryption.keyId': unsupported,
        incremental: unsupported,
        'incremental.enabled': unsupported,
        'incremental.everySeconds': unsupported,
        'incremental.fields': unsupported,
      },
      values: { versions: { current: 'unsupported', all: 'native' } },
    },
  ],
  behaviour: {
    ...behaviour,
    write: 'create-only',
    fieldOrderSignificant: false,
    maximumConfigurations: 20,
  },
}
