/** A string of HCL: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions */
export function hclString(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, (character) => `\\${character}`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(unprintable, unicodeEscape)
    .replaceAll(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`)
  return `"${escaped}"`
}

/** A list of strings. */
export function hclStrings(values: readonly string[]): string {
  return hclList(values.map(hclString))
}

/** Any value of JSON, as an expression. */
export function hclValue(value: unknown): string {
  if (typeof value === 'string') return hclString(value)
  if (Array.isArray(value)) return hclList(value.map(hclValue))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, member]) => [hclString(name), hclValue(member)] as const,
  )
  return members.length === 0 ? '{}' : `{\n${indented(aligned(members))}\n}`
}

/** A block, or the body of one. Names of arguments are padded, as `terraform fmt` does. */
export function hclBlock(
  header: string,
  settings: readonly Setting[],
  blocks: readonly string[] = [],
): string {
  const parts = [...(settings.length === 0 ? [] : [aligned(settings)]), ...blocks]
  return `${header} {\n${indented(parts.join('\n\n'))}\n}`
}

type Setting = readonly [name: string, expression: string]

function aligned(settings: readonly Setting[]): string {
  return settings
    .map(([name, expression], index) => {
      const width = isLong(expression) ? 0 : widthAt(settings, index)
      return `${name.padEnd(width)} = ${expression}`
    })
    .join('\n')
}

/** Of the settings of one line each that stand together. */
function widthAt(settings: readonly Setting[], index: number): number {
  const before = settings.slice(0, index).findLastIndex(([, expression]) => isLong(expression))
  const behind = settings.slice(index).findIndex(([, expression]) => isLong(expression))
  const end = behind === -1 ? settings.length : index + behind
  return Math.max(0, ...settings.slice(before + 1, end).map(([name]) => name.length))
}

function isLong(expression: string): boolean {
  return expression.includes('\n')
}

/** A name of Terraform's own, not taken before. */
export function hclName(text: string, taken: Set<string>): string {
  const name = `bucket_inventory_${text.replaceAll(/[^\w-]+/g, '_')}`
  let unique = name
  for (let count = 2; taken.has(unique); count += 1) unique = `${name}_${count}`
  taken.add(unique)
  return unique
}

/** A remark on lines of its own, in HCL and in a shell alike, whatever is in it. */
export function remark(...sentences: readonly string[]): string {
  return sentences
    .map((sentence) => `# ${sentence.replaceAll(unprintable, unicodeEscape)}`)
    .join('\n')
}

function hclList(expressions: readonly string[]): string {
  const line = `[${expressions.join(', ')}]`
  if (line.length <= 100 && !isLong(line)) return line
  return `[\n${indented(expressions.map((one) => `${one},`).join('\n'))}\n]`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}

// Line separators and what a terminal would obey.
const unprintable = /[\p{Cc}\u2028\u2029]/gu

function unicodeEscape(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}
