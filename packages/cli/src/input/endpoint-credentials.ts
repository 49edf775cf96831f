import type { Declaration, Problem } from '@bucket-inventory/core'

/** The connections of a declaration whose endpoint holds a password: a plan repeats what they are, and would show it. */
export function endpointCredentials({ connections = {} }: Declaration): Problem[] {
  return Object.entries(connections).flatMap(([name, { endpoint = '' }]) =>
    /^(?:[a-z][\w+.-]*:)?\/*[^/?#]*@/i.test(endpoint)
      ? [
          {
            path: `connections.${name}.endpoint`,
            message: 'holds credentials; name a profile instead, or set them in the environment',
          },
        ]
      : [],
  )
}
