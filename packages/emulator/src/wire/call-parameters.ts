import { headerOf, readTarget } from './wire-request.ts'
import type { WireRequest } from './wire-request.ts'

/** The parameters of a call: those of the query and those of the form in the body. A broken form counts as none. */
export function callParameters(request: WireRequest): ReadonlyMap<string, string> {
  return new Map([...request.parameters, ...formParameters(request.body.toString('utf8'))])
}

/** What a call asks for: by the header of newer SDKs of Alibaba Cloud, by that of AWS's JSON, or by the parameter `Action`. */
export function actionOf(request: WireRequest): string | undefined {
  return (
    headerOf(request, 'x-acs-action') ??
    headerOf(request, 'x-amz-target') ??
    callParameters(request).get('Action')
  )
}

function formParameters(form: string): WireRequest['parameters'] {
  try {
    return readTarget(`/?${form}`).parameters
  } catch {
    return []
  }
}
