import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import type { CommandCall, CommandContext, CommandDefinition } from './command.ts'
import { painter } from './output/colour.ts'
import { errorDocument } from './output/error-document.ts'
import { renderError } from './output/render-error.ts'
import type { WrongUse } from './parse-command-line.ts'
import { suggestion } from './suggestion.ts'

/** Runs what was asked for. The one place where an error becomes a message and an exit code. */
export async function runCommand(
  invocation: { readonly kind: 'call'; readonly call: CommandCall } | WrongUse,
  commands: Readonly<Record<string, CommandDefinition>>,
  context: CommandContext,
): Promise<number> {
  const json =
    invocation.kind === 'call' ? invocation.call.switches.includes('json') : invocation.json
  try {
    if (invocation.kind === 'wrong-use') throw wrongUse(invocation)
    const run = await commands[invocation.call.command]?.load()
    return (await run?.(invocation.call, context)) ?? 1
  } catch (thrown) {
    if (context.signal.aborted && !isInventoryError(thrown)) {
      // What was ended because nobody reads it any more is done.
      if (context.interruption?.aborted === false) return 0
      context.messages.write('interrupted\n')
      return 130
    }
    const error = isInventoryError(thrown) ? thrown : unexpected(thrown)
    if (json) context.output.write(`${JSON.stringify(errorDocument(error), undefined, 2)}\n`)
    context.messages.write(renderError(error, painter(context.colour)))
    if (context.environment['BUCKET_INVENTORY_DEBUG'] === '1') {
      context.messages.write(`${thrown instanceof Error ? thrown.stack : String(thrown)}\n`)
    }
    return exitCodeOf(error)
  }
}

/**
 * 64 where the command line is wrong: an unknown command, flag, scheme or connection, a place that does not parse, a
 * missing argument. What is wrong in a file, which then has a position, or what a service or its SDK calls wrong, such as
 * the region of a bucket, is a failure like any other: 1.
 */
function exitCodeOf({ code, position, service, cause }: InventoryError): number {
  const ours = position === undefined && service === undefined && cause === undefined
  return code === 'invalid-input' && ours ? 64 : 1
}

function wrongUse({ message, unknown }: WrongUse): InventoryError {
  const advice = unknown === undefined ? '' : suggestion(unknown.word, unknown.known)
  return new InventoryError('invalid-input', `${message}${advice}`)
}

/** Nobody's mistake but ours: said in one line, the rest for who asks with BUCKET_INVENTORY_DEBUG=1. */
function unexpected(thrown: unknown): InventoryError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new InventoryError('unknown', `unexpected: ${reason}`, { cause: thrown })
}
