import type { InventoryClient, PlanOptions } from '@bucket-inventory/client'
import { isInventoryError } from '@bucket-inventory/core'
import type { Plan } from '@bucket-inventory/core'

import type { CommandCall, CommandContext } from '../command.ts'
import { confirmSelected } from '../health/confirm-selected.ts'
import type { WrittenDeclaration } from '../input/read-declaration.ts'

/**
 * The plan of a declaration, asked about where it selects very many buckets; what is found wrong with it on the way has its place in the
 * file.
 */
export async function planDeclared(
  client: InventoryClient,
  { declaration, locate }: WrittenDeclaration,
  options: PlanOptions,
  call: CommandCall,
  context: Pick<CommandContext, 'ask' | 'messages'>,
): Promise<Plan> {
  try {
    return await client.plan(declaration, {
      ...options,
      onSelected: (selected) => confirmSelected(selected, call, context),
    })
  } catch (error) {
    throw isInventoryError(error, 'invalid-configuration') ? locate(error) : error
  }
}
