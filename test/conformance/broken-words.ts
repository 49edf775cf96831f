import { leafPaths } from '@bucket-inventory/core'
import type { Capabilities, InventoryConfiguration, Translation } from '@bucket-inventory/core'
import { memoryCapabilities } from '@bucket-inventory/memory'

import { narrowCapabilities } from './narrow-capabilities.ts'
import { readsBack, sabotage, without, withTexts } from './sabotage.ts'
import type { Sabotage } from './sabotage.ts'

/** Providers that lie in their table, lose words, or lose them in silence. */
export const brokenWords: readonly Sabotage[] = [
  sabotage('has another table', /^declares the capabilities/, () => ({
    capabilities: { ...memoryCapabilities, checkedOn: 'never' },
  })),
  lyingTable('declares a path carried that lies in one that is not', /^declares nothing carried/, {
    filter: { support: 'unsupported', note: 'no filter', reference: '' },
  }),
  lyingTable('does not say why it carries less', /^has a page to read/, {
    'filter.prefix': { support: 'emulated', reference: '' },
  }),
  sabotage('does not listen to overrides', /^takes the word of whoever/, (provider) => ({
    translate: (configuration, { overrides: _overrides, ...scope }) =>
      provider.translate(configuration, scope),
  })),
  ...leafPaths.map((path) => {
    const escaped = path.replaceAll('.', '\\.')
    return readsBack(
      `loses ${path}`,
      new RegExp(`^(round-trips|carries the nearest thing to) (.* in )?${escaped}([ ,]|$)`),
      (configuration) => without(configuration, path),
    )
  }),
  ...unfaithful({
    'reads &amp; as &': [/entity in/, (text) => text.replaceAll('&amp;', '&')],
    trims: [/(spaces at its ends|only a space|a tab) in/, (text) => text.trim()],
    'reads line ends as spaces': [
      /(line feed|carriage return) in/,
      (text) => text.replaceAll(/\r\n?|\n/g, ' '),
    ],
    'composes characters': [/combining characters in/, (text) => text.normalize('NFC')],
    'guesses numbers': [/exponent in/, (text) => (text === '1e3' ? '1000' : text)],
    'decodes percents': [/percent-encoding in/, (text) => text.replaceAll('%20', ' ')],
    'knows only the basic plane': [
      /emoji .* in/,
      (text) => text.replaceAll(/[\uD800-\uDFFF]/g, '?'),
    ],
  }),
  sabotage('drops what XML cannot hold', /^carries or refuses/, (provider) => ({
    translate: carriedInSilence,
    get: async (bucket, id, options) =>
      withTexts(await provider.get(bucket, id, options), (text) =>
        ['\u0001', '\uFFFE', '\uD83D'].reduce(
          (rest, dropped) => rest.replaceAll(dropped, ''),
          text,
        ),
      ),
  })),
  readsBack('sorts fields', /^keeps the order of fields/, (configuration) => ({
    ...configuration,
    fields: configuration.fields.toSorted(),
  })),
  readsBack('loses a column', /^keeps every field|^holds any configuration/, (configuration) => ({
    ...configuration,
    fields: configuration.fields.slice(1),
  })),
  sabotage(
    'forgets a word on the way back',
    /^(translates back and forth|writes back what it reads)/,
    (provider) => ({
      interpret: (native, scope) => ({
        ...provider.interpret(native, scope),
        configuration: without(native, 'schedule.every'),
      }),
    }),
  ),
  sabotage('drops its own elements', /^keeps its own elements/, (provider) => ({
    interpret: (native, scope) => {
      const { native: _native, ...configuration } = provider.interpret(native, scope).configuration
      return { configuration, findings: [] }
    },
  })),
  sabotage(
    'says nothing',
    /^(does not carry|leaves to the reader .* and says so|does not vouch|carries the nearest thing to schedule|needs|never sends|leaves out)/,
    () => ({ translate: carriedInSilence }),
  ),
  sabotage(
    'asks the service while it translates',
    /^(does not carry|has a finding)/,
    (provider) => ({
      translate: (configuration, scope) => {
        void provider.delete('photos', 'daily')
        return provider.translate(configuration, scope)
      },
    }),
  ),
  sabotage('changes something in silence', /^has a finding/, () => ({
    translate: (configuration) => carriedInSilence(without(configuration, 'destination.prefix')),
  })),
  sabotage(
    'forgets the residual',
    /^leaves to the reader/,
    (provider) => ({
      translate: (configuration, scope) => {
        const { residual: _residual, ...rest } = provider.translate(configuration, scope)
        return rest
      },
    }),
    narrowCapabilities,
  ),
  sabotage(
    'keeps a residual of which it says nothing',
    /^leaves to the reader what/,
    (provider) => ({
      translate: (configuration, scope) => ({
        ...provider.translate(configuration, scope),
        residual: configuration.filter ?? {},
      }),
    }),
  ),
  sabotage(
    'does not ask for the columns that the reader needs',
    /^leaves to the reader filter/,
    (provider) => ({
      translate: (configuration, scope) => {
        const translation = provider.translate(configuration, scope)
        if (!translation.complete) return translation
        return { ...translation, native: { ...translation.native, fields: configuration.fields } }
      },
    }),
    narrowCapabilities,
  ),
  sabotage('says too much', /^has a finding/, (provider) => ({
    translate: (configuration, scope) => {
      const translation = provider.translate(configuration, scope)
      const extra = {
        verdict: 'dropped',
        path: 'enabled',
        asked: true,
        message: 'not true',
      } as const
      return { ...translation, findings: [...translation.findings, extra] }
    },
  })),
  sabotage(
    'carries what it says it does not',
    /^does not carry (?!.* beyond )/,
    (provider) => ({
      translate: (configuration, scope) => {
        const { findings } = provider.translate(configuration, scope)
        const told = { provider: provider.name, findings }
        return { ...told, complete: true, native: structuredClone(configuration) }
      },
    }),
    narrowCapabilities,
  ),
]

function carriedInSilence(
  configuration: InventoryConfiguration,
): Translation<InventoryConfiguration> {
  return {
    provider: 'memory',
    complete: true,
    native: structuredClone(configuration),
    findings: [],
  }
}

function lyingTable(name: string, caught: RegExp, paths: Partial<Capabilities['paths']>): Sabotage {
  const capabilities = {
    ...memoryCapabilities,
    paths: { ...memoryCapabilities.paths, ...paths },
  }
  return sabotage(name, caught, () => ({}), capabilities)
}

function unfaithful(
  habits: Readonly<Record<string, readonly [caught: RegExp, change: (text: string) => string]>>,
): Sabotage[] {
  return Object.entries(habits).map(([name, [caught, change]]) =>
    readsBack(name, caught, (configuration) => withTexts(configuration, change)),
  )
}
