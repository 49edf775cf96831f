import type { CommandDefinition } from './command.ts'
import { usageParts } from './usage-of.ts'

/** What `--help` prints: all commands, or one. */
export function helpText(
  commands: Readonly<Record<string, CommandDefinition>>,
  command?: string,
): string {
  const definition = command === undefined ? undefined : commands[command]
  return command === undefined || definition === undefined
    ? overview(commands)
    : detail(command, definition)
}

function overview(commands: Readonly<Record<string, CommandDefinition>>): string {
  return `Bucket inventories of several clouds, from one definition.

Usage: bucket-inventory COMMAND ...

${columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}

bucket-inventory COMMAND --help explains a command; --version prints the version.
A place is written s3://BUCKET or oss://BUCKET, an inventory of it s3://BUCKET#ID; ?region=R and
?profile=P may follow the bucket. FILE is YAML or JSON; - is standard input.

Exit codes: 0 done, proven or well, 1 failed, 2 changes pending, differences found or not well,
3 cannot be told, 64 wrong use, 130 interrupted.
`
}

function detail(command: string, definition: CommandDefinition): string {
  const flags = Object.entries(definition.flags).map(
    ([flag, { value, choices, help }]): [string, string] => [
      value === undefined ? `--${flag}` : `--${flag} ${value}`,
      choices === undefined ? help : `${help} (${choices.join(', ')})`,
    ],
  )
  const details = definition.details.length === 0 ? '' : `\n${definition.details.join('\n')}\n`
  return `${definition.summary}

${wrapped('Usage:', usageParts(command, definition))}
${details}
${columns([...flags, ['--help', 'show this']])}
`
}

const widest = 100

/** Words after a title, below each other where they are too many for a line. */
function wrapped(title: string, words: readonly string[]): string {
  const lines: string[] = []
  let line = title
  for (const word of words) {
    if (line.length + word.length >= widest) {
      lines.push(line)
      line = ' '.repeat(title.length)
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n')
}
