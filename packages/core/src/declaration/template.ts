import { nearestWord } from '../configuration/nearest-word.ts'

/** What a text of a declaration may leave to the bucket. */
const templateNames = ['bucket', 'region', 'connection'] as const

export type TemplateName = (typeof templateNames)[number]

/** What is known of a bucket. */
export type TemplateValues = Readonly<Partial<Record<TemplateName, string>>>

/** `$${` first, as it stands for itself. */
const pattern = /\$\$\{|\$\{([^}]*)(\}?)/g

/** Whether a text leaves something to the bucket. */
export function isTemplate(text: string): boolean {
  return text.includes('${')
}

/** What is wrong with a text as a template, whatever the bucket; empty as a rule. */
export function templateMistakes(text: string): string[] {
  return [...text.matchAll(pattern)].flatMap(([whole, name, end]) => {
    if (name === undefined || (end !== '' && isTemplateName(name))) return []
    if (end === '') return [`"${whole}" is not closed; write ${known}, or ${literal}`]
    const nearest = nearestWord(name, templateNames)
    const advice = nearest === undefined ? `write ${known}` : `write \${${nearest}}`
    return [`nothing is named "${whole}"; ${advice}, or ${literal}`]
  })
}

/** The text for one bucket. A value that is not known is left as it stands, and told to `unknown`. */
export function fillTemplate(
  text: string,
  values: TemplateValues,
  unknown: (name: TemplateName) => void,
): string {
  if (!isTemplate(text)) return text
  return text.replaceAll(pattern, (whole: string, name: string | undefined) => {
    if (name === undefined) return '${'
    if (!isTemplateName(name)) return whole
    const value = values[name]
    if (value === undefined) unknown(name)
    return value ?? whole
  })
}

const literal = '"$${" for the text "${"'
const known = templateNames.map((name) => `\${${name}}`).join(', ')

function isTemplateName(name: string): name is TemplateName {
  return templateNames.some((one) => one === name)
}
