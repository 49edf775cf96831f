import { parseArgs } from 'node:util'

import type { CommandCall, CommandDefinition, FlagDefinition } from './command.ts'
import { usageOf } from './usage-of.ts'

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'help'; readonly command?: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'call'; readonly call: CommandCall }
  | WrongUse

/** What is wrong with a command line. */
export interface WrongUse {
  readonly kind: 'wrong-use'
  readonly message: string
  /** A word that is not known, and those that are: what to suggest is worked out when it is shown. */
  readonly unknown?: { readonly word: string; readonly known: readonly string[] }
  /** Whether the answer is wanted as a document all the same. */
  readonly json: boolean
}

type CommandTable = Readonly<Record<string, CommandDefinition>>

class WrongUseError extends Error {
  readonly unknown: WrongUse['unknown']

  constructor(message: string, unknown?: WrongUse['unknown']) {
    super(message)
    this.unknown = unknown
  }
}

/** Reads a command line by the table; what does not fit is `wrong-use`. */
export function parseCommandLine(argv: readonly string[], commands: CommandTable): Invocation {
  try {
    return parse(argv, commands)
  } catch (error) {
    if (!(error instanceof WrongUseError)) throw error
    const { message, unknown } = error
    return {
      kind: 'wrong-use',
      message,
      ...(unknown === undefined ? {} : { unknown }),
      json: argv.includes('--json'),
    }
  }
}

function parse(argv: readonly string[], commands: CommandTable): Invocation {
  const { name, rest } = named(argv, commands)
  if (name === undefined || name === '--help' || name === '-h') return { kind: 'help' }
  if (name === '--version') return { kind: 'version' }
  if (name === 'help') {
    const { name: about } = named(rest, commands)
    if (about === undefined) return { kind: 'help' }
    commandOf(about, commands)
    return { kind: 'help', command: about }
  }
  if (name.startsWith('-')) throw new WrongUseError(`write the command first, then ${name}`)
  const definition = commandOf(name, commands)
  const flags = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (flags.includes('--help') || flags.includes('-h')) return { kind: 'help', command: name }
  return { kind: 'call', call: callOf(name, definition, rest) }
}

/** The command that the first words name, which may be two, such as `emulator deliver`. */
function named(
  argv: readonly string[],
  commands: CommandTable,
): { readonly name: string | undefined; readonly rest: string[] } {
  const [first, second] = argv
  const both = `${first} ${second}`
  return Object.hasOwn(commands, both)
    ? { name: both, rest: argv.slice(2) }
    : { name: first, rest: argv.slice(1) }
}

function commandOf(name: string, commands: CommandTable): CommandDefinition {
  const definition = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (definition !== undefined) return definition
  throw new WrongUseError(`there is no command "${name}"`, {
    word: name,
    known: Object.keys(commands),
  })
}

function callOf(command: string, definition: CommandDefinition, args: string[]): CommandCall {
  const { tokens } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(definition.flags).map(([flag, { value }]) => [
        flag,
        { type: value === undefined ? 'boolean' : 'string', multiple: true },
      ]),
    ),
  })
  const positionals: string[] = []
  const values: Record<string, string[]> = {}
  const switches: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = flagOf(token.rawName, token.name, definition)
    const name = `--${token.name}`
    if (flag.value === undefined) {
      if (token.value !== undefined) throw new WrongUseError(`${name} takes no value`)
      if (!switches.includes(token.name)) switches.push(token.name)
      continue
    }
    const value = valueOfToken(name, flag, token.value, token.inlineValue === true)
    const given = (values[token.name] ??= [])
    if (given.length > 0 && flag.repeated !== true)
      throw new WrongUseError(`${name} is given twice`)
    given.push(value)
  }
  requireAll(command, definition, positionals, values)
  return { command, arguments: positionals, values, switches }
}

function flagOf(written: string, name: string, definition: CommandDefinition): FlagDefinition {
  const flag =
    written.startsWith('--') && Object.hasOwn(definition.flags, name)
      ? definition.flags[name]
      : undefined
  if (flag !== undefined) return flag
  throw new WrongUseError(`there is no flag "${written}" here`, {
    word: written,
    known: Object.keys(definition.flags).map((known) => `--${known}`),
  })
}

function valueOfToken(
  name: string,
  flag: FlagDefinition,
  value: string | undefined,
  inline: boolean,
): string {
  // Without the check, `--to --json` would take "--json" for the value.
  if (value === undefined || value === '' || (!inline && value.length > 1 && value[0] === '-')) {
    throw new WrongUseError(`${name} needs a value: ${name} ${flag.value ?? ''}`)
  }
  if (flag.written === true && value === '-') {
    throw new WrongUseError(`${name} names what is to be written, and - is no name`)
  }
  requireChoice(name, value, flag.choices)
  return value
}

function requireAll(
  command: string,
  definition: CommandDefinition,
  positionals: readonly string[],
  values: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [index, argument] of definition.arguments.entries()) {
    const end = argument.repeated === true ? positionals.length : index + 1
    const given = positionals.slice(index, end)
    if (given.length === 0) {
      if (argument.optional === true) break
      throw new WrongUseError(`${argument.name} is missing: ${usageOf(command, definition)}`)
    }
    for (const value of given) {
      if (value === '')
        throw new WrongUseError(`${argument.name} is empty: ${usageOf(command, definition)}`)
      requireChoice(argument.name, value, argument.choices)
    }
  }
  const takesMore = definition.arguments.at(-1)?.repeated === true
  const extra = takesMore ? undefined : positionals[definition.arguments.length]
  if (extra !== undefined) {
    throw new WrongUseError(`"${extra}" is too much: ${usageOf(command, definition)}`)
  }
  for (const [flag, { required, value }] of Object.entries(definition.flags)) {
    if (required === true && values[flag] === undefined) {
      throw new WrongUseError(
        `--${flag} ${value ?? ''} is missing: ${usageOf(command, definition)}`,
      )
    }
  }
}

function requireChoice(name: string, value: string, choices: readonly string[] | undefined): void {
  if (choices === undefined || choices.includes(value)) return
  throw new WrongUseError(`${name} cannot be "${value}"`, { word: value, known: choices })
}
