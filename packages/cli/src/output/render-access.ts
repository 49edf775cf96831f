import type { AccessDocument } from '@bucket-inventory/core'

import type { Paint } from './colour.ts'
import { printable } from './printable.ts'
import { wrapped } from './wrapped.ts'

const width = 100

/** Every document for a person: what it is, what it is for, what it assumes, where the vendor says so, and its JSON. */
export function renderAccess(documents: readonly AccessDocument[], paint: Paint): string {
  return documents.map((document) => renderDocument(document, paint)).join('\n')
}

function renderDocument(document: AccessDocument, paint: Paint): string {
  const { purpose, assumptions, reference, content } = document
  return [
    `${paint('bold', printable(documentInWords(document)))}\n`,
    line(purpose),
    ...assumptions.map((assumption) =>
      line(`assumed: ${assumption}`).replace('assumed', paint('yellow', 'assumed')),
    ),
    `  see ${printable(reference)}\n`,
    `${indented(JSON.stringify(content, undefined, 2))}\n`,
  ].join('')
}

function line(text: string): string {
  return `  ${wrapped(printable(text), width, '  ')}\n`
}

/** `bucket-policy of reports (aws-s3)`. */
export function documentInWords({
  kind,
  subject,
  provider,
  variant,
}: Pick<AccessDocument, 'kind' | 'subject' | 'provider'> & {
  readonly variant?: string
}): string {
  const of = subject === 'caller' ? '' : ` of ${subject}`
  return `${kind}${of} (${provider}${variant === undefined ? '' : `, ${variant}`})`
}

/** What a terminal would obey is escaped by JSON already, but for what comes after ASCII. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${printable(line)}`)
    .join('\n')
}
