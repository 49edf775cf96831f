import type { MissingInput, MissingValue } from '@bucket-inventory/client'

import { printable } from './printable.ts'
import { apiVersion } from './saved-plan.ts'
import { shellWord } from './shell-word.ts'
import { valueInWords } from './value-in-words.ts'

/** What a file of inputs says that it is. */
export const inputsKind = 'migration-inputs'

/**
 * A file that asks for every value that a migration needs: each left empty below its inventory, with what it is and an
 * example, and what would be lost, as comments.
 */
export function inputsYaml(from: string, to: string, missing: readonly MissingInput[]): string {
  return `# What the migration from ${printable(from)} to ${printable(to)} needs. Write a value after each colon, then:
#   bucket-inventory migrate ${shellWord(from)} ${shellWord(to)} --inputs FILE
apiVersion: ${apiVersion}
kind: ${inputsKind}
from: ${JSON.stringify(from)}
to: ${JSON.stringify(to)}
# A value that is the same for all is written here once, and stands for every one that is left empty below.
defaults:
${examplesOf(missing).join('')}# In place of destination.bucket: the bucket that reports go to at the source, and the one for the target.
buckets:
  # SOURCE-BUCKET: TARGET-BUCKET
inventories:
${missing.map(blockOf).join('')}`
}

/** An id is of one inventory only. */
function examplesOf(missing: readonly MissingInput[]): string[] {
  const examples = new Map(
    missing.flatMap(({ values }) => values.map(({ path, example }) => [path, example] as const)),
  )
  return [...examples]
    .filter(([path]) => path !== 'id')
    .map(([path, example]) => `  # ${path}: ${plain(example)}\n`)
}

function blockOf({ inventory, from, values, losses }: MissingInput): string {
  const lines = [
    `# ${printable(from)}`,
    `${plain(inventory)}:`,
    ...values.flatMap(linesOfValue),
    ...losses.flatMap(({ path, message, ...loss }) => [
      `  # would be lost: ${printable(`${path} (${valueInWords(loss.asked)}): ${message}`)}`,
      `  #   allow that with --allow ${printable(path)}, or write another value for it`,
    ]),
  ]
  return lines.map((line) => `  ${line}\n`).join('')
}

function linesOfValue({ path, expected, example, message }: MissingValue): string[] {
  return [
    `  # ${printable(message)}`,
    `  # ${printable(`${expected}, such as ${plain(example)}`)}`,
    `  ${plain(path)}:`,
  ]
}

/** Text that YAML reads as the same text, on one line; quoted where it could be taken for something else. */
function plain(text: string): string {
  const isPlain =
    /^[A-Za-z][\w./-]*(:[\w./-]+)*$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isPlain ? text : printable(JSON.stringify(text))
}
