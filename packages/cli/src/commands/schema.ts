import { declarationJsonSchema, inventoryConfigurationJsonSchema } from '@bucket-inventory/core'

import type { RunCommand } from '../command.ts'
import { writeJson } from '../output/write-json.ts'

/** `schema [declaration]`: the JSON Schema, for editors and forms. */
export const schema: RunCommand = async (call, context) => {
  const [what] = call.arguments
  writeJson(
    context.output,
    what === 'declaration' ? declarationJsonSchema() : inventoryConfigurationJsonSchema(),
  )
  return 0
}
