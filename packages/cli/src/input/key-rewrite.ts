import type { KeyRewrite } from '@bucket-inventory/compare'
import { InventoryError } from '@bucket-inventory/core'

import { valueOf } from '../command.ts'
import type { CommandCall } from '../command.ts'

/** What `--rewrite` or `--rewrite-pattern` says, `undefined` where neither is given. Throws `invalid-input`. */
export function keyRewrite(call: CommandCall): KeyRewrite | undefined {
  const prefixes = valueOf(call, 'rewrite')
  const pattern = valueOf(call, 'rewrite-pattern')
  if (prefixes !== undefined && pattern !== undefined) {
    throw wrong('give --rewrite or --rewrite-pattern, not both')
  }
  if (prefixes !== undefined) return prefixRewrite(prefixes)
  return pattern === undefined ? undefined : patternRewrite(pattern)
}

function prefixRewrite(text: string): KeyRewrite {
  const [from, ...rest] = text.split('=')
  const to = rest.join('=')
  // Which of several divides cannot be told.
  if (from !== undefined && rest.length === 1) return { from, to }
  throw wrong(
    rest.length === 0
      ? `--rewrite takes A=B, such as photos/=copies/, not "${text}"`
      : `--rewrite takes one "=", and "${text}" has ${rest.length}: write --rewrite-pattern '/^A/=B'`,
  )
}

/** The last slash that flags and a "=" follow ends the pattern. */
function patternRewrite(text: string): KeyRewrite {
  const [, source, flags, replacement] = /^\/([\s\S]+)\/([a-z]*)=([\s\S]*)$/.exec(text) ?? []
  if (source === undefined || replacement === undefined) {
    throw wrong(`--rewrite-pattern takes /RE/=TEXT, such as '/^(\\d+)-/=$1/', not "${text}"`)
  }
  return { pattern: regularExpression(source, '--rewrite-pattern', flags), replacement }
}

/** Throws `invalid-input` that names the flag, and says what is wrong. */
export function regularExpression(source: string, flag: string, flags = ''): RegExp {
  // What goes on from where the last key ended would be another rule for each key.
  if (flags.includes('y')) throw wrong(`${flag}: a pattern cannot be sticky`)
  try {
    return new RegExp(source, flags.includes('u') || flags.includes('v') ? flags : `${flags}u`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw wrong(`${flag}: ${reason}`)
  }
}

function wrong(message: string): InventoryError {
  return new InventoryError('invalid-input', message)
}
