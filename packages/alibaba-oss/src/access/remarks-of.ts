import type { AccessDocument } from '@bucket-inventory/core'

/** What a document is for and what it takes for granted, as comments of a shell or of Terraform. */
export function remarksOf({ purpose, assumptions, reference }: AccessDocument): readonly string[] {
  return [purpose, ...assumptions, reference].map((line) => `# ${onOneLine(line)}`)
}

/** A line end would end the comment. */
function onOneLine(line: string): string {
  return line.replaceAll(/[\s\u0085\p{Cc}]+/gu, ' ')
}
