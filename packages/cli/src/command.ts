/** Somewhere to write text, such as a stream. */
export interface TextSink {
  write(text: string): unknown
}

/** Everything a command has of the world outside. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What relative paths start from. */
  readonly folder: string
  /** Standard input. */
  readonly input: AsyncIterable<Uint8Array>
  /** Data, and nothing else. */
  readonly output: TextSink
  /**
   * Resolves when `output` takes more; to false when it never will, as its reader has enough or its disk is full. Default: it
   * always does.
   */
  readonly outputTakesMore?: () => Promise<boolean>
  /** Whether `output` is a terminal. Default: false. */
  readonly outputIsTerminal?: boolean
  /** What is said to a person. */
  readonly messages: TextSink
  /** Whether `messages` is a terminal that shows colours. */
  readonly colour: boolean
  /** Whether `output` is one. Default: false. */
  readonly outputColour?: boolean
  /** How wide `messages` is, where it is a terminal on which a line can be drawn again. Default: it is none. */
  readonly columns?: number
  /** Puts a question to the person, where one sits there to answer. Resolves to what is typed, without the end of line. */
  readonly ask?: (question: string) => Promise<string>
  /** Aborted when the person interrupts, or when nobody reads `output` any more. */
  readonly signal: AbortSignal
  /** Aborted only when the person interrupts: for what is to be done whether anybody reads about it or not. Default: `signal`. */
  readonly interruption?: AbortSignal
  readonly now: () => Date
}

/** What a person asked for, checked against the table. */
export interface CommandCall {
  readonly command: string
  /** As many as the command takes; of what may be repeated, all that are given. */
  readonly arguments: readonly string[]
  /** Values of the flags that have one, in the order given; a flag that is not given is not here. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** The flags without a value that are given. */
  readonly switches: readonly string[]
}

/** Does it, and resolves to the exit code. */
export type RunCommand = (call: CommandCall, context: CommandContext) => Promise<number>

interface ArgumentDefinition {
  /** As in the usage: `FILE`. */
  readonly name: string
  readonly optional?: boolean
  /** Whether more of the kind may follow, which only the last one can have. Default: false. */
  readonly repeated?: boolean
  readonly choices?: readonly string[]
}

export interface FlagDefinition {
  /** Name of the value in the usage. Default: the flag has no value. */
  readonly value?: string
  readonly required?: boolean
  /** Whether it may be given more than once. Default: false. */
  readonly repeated?: boolean
  readonly choices?: readonly string[]
  /** Whether the value names a file or folder that is written, which `-` does not. Default: false. */
  readonly written?: boolean
  /** One line. */
  readonly help: string
}

export interface CommandDefinition {
  readonly arguments: readonly ArgumentDefinition[]
  readonly flags: Readonly<Record<string, FlagDefinition>>
  /** One line. */
  readonly summary: string
  /** More lines for its own help. */
  readonly details: readonly string[]
  /** The command itself, loaded when it is run. */
  readonly load: () => Promise<RunCommand>
}

/** The value of a flag, `undefined` if it is not given. */
export function valueOf(call: CommandCall, flag: string): string | undefined {
  return call.values[flag]?.[0]
}

/** Of every command whose answer can be a document. */
export const jsonFlag: FlagDefinition = { help: 'print one JSON document instead' }
