import { capabilitiesFor, configurationPaths, supportOfPath } from '@bucket-inventory/core'
import type {
  Capabilities,
  CapabilityOverlay,
  PathCapability,
  ValueCapabilities,
} from '@bucket-inventory/core'

import { markdownTable } from './markdown-table.ts'

/** What a provider carries, path by path and value by value, and what differs where. */
export function capabilityTables(capabilities: Capabilities): string {
  const tables = capabilitiesFor(capabilities)
  const paths = configurationPaths.map((path) => {
    const entry = supportOfPath(tables, path)
    return [`\`${path}\``, entry.support, limits(entry), entry.note ?? '', link(entry.reference)]
  })
  const { behaviour } = capabilities
  return [
    `Held against the vendor's pages on ${capabilities.checkedOn}.`,
    '',
    markdownTable(['path', 'support', 'limits', 'note', 'source'], paths),
    markdownTable(['values of', 'support'], values(tables.values)),
    ...capabilities.overlays.map((overlay) => overlayTable(overlay)),
    markdownTable(
      ['behaviour', ''],
      Object.entries(behaviour).map(([name, value]) => [name, String(value)]),
    ),
  ].join('\n')
}

function overlayTable(overlay: CapabilityOverlay): string {
  const where = [
    ...(overlay.regions === undefined
      ? []
      : [`regions ${spelledOnce(overlay.regions).join(', ')}`]),
    ...(overlay.bucketTypes === undefined ? [] : [`bucket type ${overlay.bucketTypes.join(', ')}`]),
  ].join('; ')
  const paths = Object.entries(overlay.paths ?? {}).map(([path, entry]) => [
    `\`${path}\``,
    entry.support,
    entry.note ?? '',
  ])
  return [
    `**${overlay.name.replace(/\.$/, '')}** (${where}):`,
    '',
    markdownTable(
      ['path or values of', 'support', 'note'],
      [
        ...paths,
        ...values(overlay.values ?? {}).map(([path = '', support = '']) => [path, support, '']),
      ],
    ),
  ].join('\n')
}

/** OSS regions go with and without `oss-`. */
function spelledOnce(regions: readonly string[]): string[] {
  return regions.filter(
    (region) => !regions.includes(region.replace(/^oss-/, '')) || !region.startsWith('oss-'),
  )
}

function values(table: { readonly [Path in keyof ValueCapabilities]?: object }): string[][] {
  return Object.entries(table).map(([path, entries]) => {
    const bySupport = new Map<string, string[]>()
    for (const [value, support] of Object.entries(entries)) {
      bySupport.set(String(support), [...(bySupport.get(String(support)) ?? []), value])
    }
    return [
      `\`${path}\``,
      [...bySupport].map(([support, words]) => `${support}: ${words.join(', ')}`).join('; '),
    ]
  })
}

function limits(entry: PathCapability): string {
  return [
    ...(entry.required === true ? ['required'] : []),
    ...(entry.minimum === undefined ? [] : [`at least ${entry.minimum}`]),
    ...(entry.maximum === undefined ? [] : [`at most ${entry.maximum}`]),
    ...(entry.maximumLength === undefined ? [] : [`at most ${entry.maximumLength} long`]),
    ...(entry.pattern === undefined ? [] : [`\`${entry.pattern}\``]),
  ].join(', ')
}

function link(reference: string): string {
  return reference === '' ? '' : `[page](${reference})`
}
