import type { AccessDocument, AccessFormat } from '@bucket-inventory/core'

import { preferredDocuments } from './preferred-documents.ts'
import { renderCommands } from './render-commands.ts'
import { renderTerraform } from './render-terraform.ts'

/**
 * The documents as text to use: one of them as JSON is what RAM takes, several are a list that says what each is for. Of two
 * forms of one permission, Terraform and commands have the narrower one.
 */
export function renderDocuments(
  documents: readonly AccessDocument[],
  format: AccessFormat,
): string {
  switch (format) {
    case 'json': {
      const [only, ...others] = documents
      const shown = only !== undefined && others.length === 0 ? only.content : documents
      return `${JSON.stringify(shown, undefined, 2)}\n`
    }
    case 'terraform':
      return renderTerraform(preferredDocuments(documents))
    case 'commands':
      return renderCommands(preferredDocuments(documents))
  }
}
