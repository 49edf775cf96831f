/** One line of the result. */
export interface Row {
  readonly name: string
  readonly measured: string
  readonly target: string
  readonly met: boolean
  /** What else belongs to it, such as requests that safety adds. */
  readonly note?: string
}
