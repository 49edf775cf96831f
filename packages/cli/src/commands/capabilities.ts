import { capabilitiesFor } from '@bucket-inventory/core'
import type { BucketScope, Capabilities } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { RunCommand } from '../command.ts'
import { openProviders } from '../input/open-providers.ts'
import type { ProviderCapabilitiesOutput } from '../output/capabilities-output.ts'
import { capabilityMatrix } from '../output/capability-matrix.ts'
import { writeJson } from '../output/write-json.ts'

/** `capabilities`: what each provider can carry, or one of them, in a region and for a type of bucket. */
export const capabilities: RunCommand = async (call, context) => {
  const wanted = valueOf(call, 'provider')
  const region = valueOf(call, 'region')
  const bucketType = valueOf(call, 'bucket-type')
  const scope: BucketScope = {
    ...(region === undefined ? {} : { region }),
    ...(bucketType === undefined ? {} : { bucketType }),
  }
  const { providers } = await openProviders(context)
  const outputs = providers
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map((provider) => outputOf(provider.capabilities, scope))
  const [first] = outputs
  if (call.switches.includes('json')) {
    writeJson(context.output, wanted === undefined ? outputs : first)
  } else {
    context.output.write(capabilityMatrix(outputs))
  }
  return 0
}

function outputOf(table: Capabilities, scope: BucketScope): ProviderCapabilitiesOutput {
  const { provider, checkedOn, behaviour } = table
  const { paths, values } = capabilitiesFor(table, scope)
  return { provider, checkedOn, ...scope, paths, values: { ...values }, behaviour }
}
