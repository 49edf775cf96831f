import { readTarget } from './wire-request.ts'
import type { WireRequest } from './wire-request.ts'

/** The parameters of a call: those of the query and those of the form in the body. A broken form counts as none. */
export function callParameters(request: WireRequest): ReadonlyMap<string, string> {
  return new Map([...request.parameters, ...formParameters(request.body.toString('utf8'))])
}

function formParameters(form: string): WireRequest['parameters'] {
  try {
    return readTarget(`/?${form}`).parameters
  } catch {
    return []
  }
}
