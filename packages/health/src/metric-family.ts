/** A gauge, or a set of states of which one holds, as OpenMetrics has them. */
export interface MetricFamily {
  readonly name: string
  readonly type: 'gauge' | 'stateset'
  /** Which the name must end with. */
  readonly unit?: 'seconds' | 'bytes'
  readonly help: string
  readonly samples: readonly MetricSample[]
}

export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * The lines of one family, by https://prometheus.io/docs/specs/om/open_metrics_spec/; nothing where it has no samples, as then
 * nothing is known. A value that is no finite number is none.
 */
export function formatFamily({ name, type, unit, help, samples: all }: MetricFamily): string {
  const samples = all.filter(({ value }) => Number.isFinite(value))
  if (samples.length === 0) return ''
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ labels, value }) => `${name}${formatLabels(labels)} ${value}`),
    '',
  ].join('\n')
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Half of a character that takes two is no UTF-8: it is written as what stands for any such. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}

function escaped(text: string): string {
  return wellFormed(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
