import type { CommandDefinition } from './command.ts'

/** `bucket-inventory put BUCKET FILE [--mode MODE] …`: one line. */
export function usageOf(command: string, definition: CommandDefinition): string {
  const parts = [
    'bucket-inventory',
    command,
    ...definition.arguments.map(({ name, optional }) => (optional === true ? `[${name}]` : name)),
    ...Object.entries(definition.flags).map(([flag, { value, required, repeated }]) => {
      const text = value === undefined ? `--${flag}` : `--${flag} ${value}`
      return `${required === true ? text : `[${text}]`}${repeated === true ? '...' : ''}`
    }),
  ]
  return parts.join(' ')
}
