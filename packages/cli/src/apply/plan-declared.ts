import type { InventoryClient, PlanOptions } from '@bucket-inventory/client'
import { isInventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'

import type { WrittenDeclaration } from '../input/read-declaration.ts'

/** The plan of a declaration; what is found wrong with it on the way has its place in the file. */
export async function planDeclared(
  client: InventoryClient,
  { declaration, locate }: WrittenDeclaration,
  options: PlanOptions,
): Promise<Plan> {
  try {
    return await client.plan(declaration, options)
  } catch (error) {
    throw isInventoryError(error, 'invalid-configuration') ? locate(error) : error
  }
}
