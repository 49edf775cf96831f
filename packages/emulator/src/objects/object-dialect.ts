/** What the two services call differently in requests for objects that are otherwise the same. */
export interface ObjectDialect {
  /** What their own headers start with: `x-amz-` or `x-oss-`. */
  readonly prefix: string
}
