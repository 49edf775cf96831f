import type { RunCommand } from '../command.ts'
import { inventoryPlace } from '../input/inventory-place.ts'
import { openBucket } from '../input/open-providers.ts'
import { painter } from '../output/colour.ts'
import { configurationYaml } from '../output/configuration-yaml.ts'
import type { GetOutput } from '../output/get-output.ts'
import { renderFindings } from '../output/render-findings.ts'
import { writeJson } from '../output/write-json.ts'

/** `get s3://B#ID`: as `put` takes it, or with `--native` as the provider holds it. */
export const get: RunCommand = async (call, context) => {
  const [text = ''] = call.arguments
  const { location, id } = inventoryPlace(text)
  const bucket = await openBucket(location, context)
  const { signal } = context
  const { inventory, native, document } = await bucket.getNative(id, { signal })
  const { configuration, findings } = inventory
  context.messages.write(renderFindings(findings, painter(context.colour)))
  if (call.switches.includes('json')) {
    writeJson(context.output, { configuration, native, findings } satisfies GetOutput)
  } else {
    context.output.write(
      call.switches.includes('native') ? `${document}\n` : configurationYaml(configuration),
    )
  }
  return 0
}
