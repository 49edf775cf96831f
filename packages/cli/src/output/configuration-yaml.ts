import type { InventoryConfiguration } from '@bucket-inventory/core'
import { Document, isMap, isScalar, isSeq, Scalar, visit } from 'yaml'

const order: Readonly<Record<string, readonly string[]>> = {
  '': [
    'id',
    'enabled',
    'schedule',
    'versions',
    'filter',
    'fields',
    'destination',
    'incremental',
    'native',
  ],
  schedule: ['every'],
  filter: ['prefix', 'lastModified', 'size', 'storageClasses'],
  lastModified: ['from', 'to'],
  size: ['min', 'max'],
  destination: ['bucket', 'prefix', 'accountId', 'roleArn', 'format', 'encryption'],
  encryption: ['type', 'keyId'],
  incremental: ['enabled', 'everySeconds', 'fields'],
}

/** Written on one line, as a person would. */
const inOneLine = new Set([
  'schedule',
  'lastModified',
  'size',
  'storageClasses',
  'fields',
  'encryption',
])

/** The configuration as a person writes it; reading it gives the same configuration, whatever its texts hold. */
export function configurationYaml(configuration: InventoryConfiguration): string {
  const document = new Document(ordered(configuration, ''))
  visit(document, {
    Pair: (_, { key, value }) => {
      const name = isScalar(key) ? String(key.value) : ''
      if (name === 'native') return visit.SKIP
      if (inOneLine.has(name) && (isMap(value) || isSeq(value))) value.flow = true
      return undefined
    },
  })
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && !isPlain(scalar.value)) {
        scalar.type = Scalar.QUOTE_DOUBLE
      }
    },
  })
  return escapeInvisible(document.toString({ lineWidth: 0 }))
}

function ordered(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || name === 'native') {
    return value
  }
  const first = order[name] ?? []
  const entries = Object.entries(value).toSorted(
    ([left], [right]) => rank(first, left) - rank(first, right),
  )
  return Object.fromEntries(entries.map(([key, child]) => [key, ordered(child, key)]))
}

function rank(first: readonly string[], key: string): number {
  const index = first.indexOf(key)
  return index < 0 ? first.length : index
}

/** What double quotes leave as it is, and a terminal would obey or an editor lose; outside of quotes there is none. */
function escapeInvisible(yaml: string): string {
  return yaml.replaceAll(
    /[\u007F-\u00A0\u2000-\u206F\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Whether the text survives unquoted YAML and an editor: printable, on one line, no space at its ends. */
function isPlain(text: string): boolean {
  return (
    text === text.trim() && /^[ -~\u00A1-\u1FFF\u2070-\uD7FF\u{10000}-\u{10FFFF}]*$/u.test(text)
  )
}
