import * as z from 'zod'

import { inventoryConfigurationSchema } from './configuration/inventory-configuration-schema.ts'
import { declarationSchema } from './declaration/declaration-schema.ts'

/** A JSON Schema document, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.JSONSchema

/** What `parseInventoryConfiguration` accepts, but for the rules over several members. */
export function inventoryConfigurationJsonSchema(): JsonSchema {
  return titled('Inventory configuration', inventoryConfigurationSchema)
}

/** What `parseDeclaration` accepts, but for the rules over several members. */
export function declarationJsonSchema(): JsonSchema {
  return titled('Declaration of inventories', declarationSchema)
}

function titled(title: string, schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  return { ...($schema === undefined ? {} : { $schema }), title, ...rest }
}
