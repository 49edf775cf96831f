/** What a file of ours says that it is, `plan` or `snapshot`; `undefined` where it says nothing. */
export function kindOf(value: unknown): string | undefined {
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string'
    ? value.kind
    : undefined
}
