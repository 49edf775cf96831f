import type { AccessDocument, AccessFormat } from '@bucket-inventory/core'

import { renderCommands } from './render-commands.ts'
import { renderJson } from './render-json.ts'
import { renderTerraform } from './render-terraform.ts'

/** The documents as a person takes them somewhere. */
export function renderAccess(documents: readonly AccessDocument[], format: AccessFormat): string {
  switch (format) {
    case 'json':
      return renderJson(documents)
    case 'terraform':
      return renderTerraform(documents)
    case 'commands':
      return renderCommands(documents)
  }
}
