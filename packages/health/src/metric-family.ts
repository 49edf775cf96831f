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
 * nothing is known.
 */
export function formatFamily({ name, type, unit, help, samples }: MetricFamily): string {
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

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
