/** A family of OpenMetrics text, as it was read. */
export interface ReadFamily {
  readonly name: string
  readonly type: string
  readonly unit?: string
  readonly help?: string
  readonly samples: readonly ReadSample[]
}

export interface ReadSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const escapedString = String.raw`(?:[^\n"\\]|\\[n"\\])*`
const label = `[a-zA-Z_][a-zA-Z0-9_]*="${escapedString}"`
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?[iI]nf(?:inity)?|[nN]a[nN]`
const descriptorLine = new RegExp(`^# (TYPE|UNIT|HELP) (${name}) (.*)$`)
const sampleLine = new RegExp(`^(${name})(?:\\{(${label}(?:,${label})*)?\\})? (${number})$`)
const types = new Set(['counter', 'gauge', 'histogram', 'summary', 'unknown', 'info', 'stateset'])

/**
 * Reads gauges and state sets by the grammar and the rules of https://prometheus.io/docs/specs/om/open_metrics_spec/; throws
 * for whatever they do not allow.
 */
export function readOpenMetrics(text: string): readonly ReadFamily[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  if (lines.pop() !== '# EOF') throw new Error('the text does not end with # EOF')
  const families = new Map<string, FamilyDraft>()
  let current: FamilyDraft | undefined
  for (const line of lines) {
    const descriptor = descriptorLine.exec(line)
    if (descriptor !== null) {
      const [, kind = '', family = '', rest = ''] = descriptor
      if (current?.name !== family) {
        if (families.has(family)) throw new Error(`${family} comes twice`)
        current = { name: family, samples: [], descriptors: new Map() }
        families.set(family, current)
      }
      if (current.samples.length > 0) throw new Error(`${line} comes after a sample`)
      if (current.descriptors.has(kind)) throw new Error(`${line} comes twice`)
      if (kind === 'HELP' && !new RegExp(`^${escapedString}$`).test(rest)) {
        throw new Error(`${line} is not escaped`)
      }
      current.descriptors.set(kind, rest)
      continue
    }
    const sample = sampleLine.exec(line)
    if (sample === null) throw new Error(`not a line of OpenMetrics: ${line}`)
    if (current === undefined || sample[1] !== current.name) {
      throw new Error(`${line} is of no family that was described right before`)
    }
    current.samples.push({
      name: current.name,
      labels: readLabels(sample[2] ?? ''),
      value: Number(sample[3]),
    })
  }
  return [...families.values()].map(checkedFamily)
}

interface FamilyDraft {
  readonly name: string
  readonly samples: ReadSample[]
  readonly descriptors: Map<string, string>
}

function readLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {}
  for (const [, key = '', value = ''] of text.matchAll(
    new RegExp(`([a-zA-Z_][a-zA-Z0-9_]*)="(${escapedString})"`, 'g'),
  )) {
    if (key in labels) throw new Error(`label ${key} comes twice`)
    if (key.startsWith('__')) throw new Error(`label ${key} is reserved`)
    labels[key] = value.replace(/\\(.)/g, (_, escaped: string) =>
      escaped === 'n' ? '\n' : escaped,
    )
  }
  return labels
}

function checkedFamily({ name: family, samples, descriptors }: FamilyDraft): ReadFamily {
  const type = descriptors.get('TYPE') ?? 'unknown'
  const unit = descriptors.get('UNIT') ?? ''
  if (!types.has(type)) throw new Error(`${type} is no type`)
  if (unit !== '' && !family.endsWith(`_${unit}`)) throw new Error(`${family} lacks its unit`)
  if (unit !== '' && type === 'stateset') throw new Error(`${family} has states, and a unit`)
  if (/_(?:total|created|count|sum|bucket|info)$/.test(family)) {
    throw new Error(`${family} ends as samples of other types do`)
  }
  const series = samples.map(({ labels }) =>
    JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )
  if (new Set(series).size < series.length) throw new Error(`${family} has a series twice`)
  if (type === 'stateset') {
    for (const { labels, value } of samples) {
      if (labels[family] === undefined) throw new Error(`${family} lacks the label of its states`)
      if (value !== 0 && value !== 1) throw new Error(`${family} is neither 0 nor 1`)
    }
  }
  const help = descriptors.get('HELP')
  return {
    name: family,
    type,
    ...(unit === '' ? {} : { unit }),
    ...(help === undefined ? {} : { help }),
    samples,
  }
}
