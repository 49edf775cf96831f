/** Colours of a scheme, as hexadecimal. */
export interface Scheme {
  readonly page: string
  readonly surface: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly accent: string
  readonly good: string
  readonly bad: string
  readonly unsure: string
  /** Behind what differs. */
  readonly mark: string
  /** Parts of a plot, apart for every kind of colour vision. */
  readonly series: readonly string[]
  /** What is not one of the parts. */
  readonly rest: string
}

/** Chosen by search: the closest two of the series are as far apart as may be, also for those who see no red, green or blue. */
export const schemes = {
  light: {
    page: '#f4f6f9',
    surface: '#ffffff',
    text: '#161b24',
    muted: '#566073',
    line: '#dde2ea',
    accent: '#1f5bb5',
    good: '#0b6b50',
    bad: '#b3261e',
    unsure: '#8a5300',
    mark: '#ffe9b8',
    series: [
      '#252185',
      '#cf813e',
      '#369f9a',
      '#540e39',
      '#8369c7',
      '#8c620b',
      '#14617c',
      '#7e2e2b',
    ],
    rest: '#8b93a1',
  },
  dark: {
    page: '#0d1118',
    surface: '#161c26',
    text: '#e8ecf3',
    muted: '#a3aebf',
    line: '#2c3544',
    accent: '#8dbbff',
    good: '#6fd9b1',
    bad: '#ff9b8f',
    unsure: '#f3c26b',
    mark: '#4d3b12',
    series: [
      '#4b62b4',
      '#d86216',
      '#a4efd7',
      '#9a5867',
      '#8a85f7',
      '#fddc22',
      '#72c0f7',
      '#ef9a8a',
    ],
    rest: '#7d8797',
  },
} as const satisfies Readonly<Record<'light' | 'dark', Scheme>>

/** Tiles of a treemap, in both schemes: with white text on them, and beside each other only with a gap. */
export const tiles = [
  '#426dab',
  '#a1592e',
  '#207773',
  '#9f5379',
  '#795ea5',
  '#826817',
  '#16739a',
  '#a65352',
] as const

/** Tiles of what is lumped together. */
export const restTile = '#616b7d'
export const tileText = '#ffffff'
