/** A policy of RAM, of what a role may do or of who may take it on. https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax */
export interface RamPolicy {
  readonly Version: '1'
  readonly Statement: readonly RamStatement[]
}

export interface RamStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: readonly string[]
  /** Of a trust policy alone. */
  readonly Principal?: { readonly Service: readonly string[] }
  /** Of any other. */
  readonly Resource?: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/** What RAM takes for a policy, in characters. https://www.alibabacloud.com/help/en/resource-management/api-createpolicy */
export const longestPolicy = 6144

/** A policy that allows. */
export function allowing(
  action: readonly string[],
  resource: readonly string[],
  condition?: RamStatement['Condition'],
): RamPolicy {
  return {
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: action,
        Resource: resource,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  }
}

/** Whether RAM reads the text as a pattern: it has no way to write a `*` or a `?` that is meant. */
export function isWidened(text: string): boolean {
  return /[*?]/.test(text)
}
