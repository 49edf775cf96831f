import type { CommandDefinition } from './command.ts'

/** `bucket-inventory put BUCKET FILE [--mode MODE]`: one line; of many flags only those that must be given. */
export function usageOf(command: string, definition: CommandDefinition): string {
  const parts = usageParts(command, definition)
  if (parts.join(' ').length <= longest) return parts.join(' ')
  const short = parts.filter((part) => !part.startsWith('[--'))
  return `${short.join(' ')} [FLAGS]; bucket-inventory ${command} --help lists them`
}

const longest = 200

/** The same in its words, each of which stays on one line. */
export function usageParts(command: string, definition: CommandDefinition): string[] {
  return [
    `bucket-inventory ${command}`,
    ...definition.arguments.map(
      ({ name, optional, repeated }) =>
        `${optional === true ? `[${name}]` : name}${repeated === true ? '...' : ''}`,
    ),
    ...Object.entries(definition.flags).map(([flag, { value, required, repeated }]) => {
      const text = value === undefined ? `--${flag}` : `--${flag} ${value}`
      return `${required === true ? text : `[${text}]`}${repeated === true ? '...' : ''}`
    }),
  ]
}
