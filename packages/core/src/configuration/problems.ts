import * as z from 'zod'

import type { Problem } from '../inventory-error.ts'
import { nearestWord } from './nearest-word.ts'

/** What to write where something is missing, by path. */
const examples: Readonly<Record<string, string>> = {
  id: 'id: daily',
  schedule: 'schedule: { every: day }',
  'schedule.every': 'every: day',
  destination: 'destination: { bucket: reports, format: csv }',
  'destination.bucket': 'bucket: reports',
  'destination.format': 'format: csv',
  'destination.encryption.type': 'type: provider-managed',
  'incremental.enabled': 'enabled: true',
}

/** Everything that is wrong with a written value, in words that say what to write instead. */
export function problemsOf(error: z.ZodError, schema: z.ZodType): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, schema))
}

/** `filter.size.min`, `fields[2]`, `native["my provider"]`. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = String(key)
    if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')
}

function problemsOfIssue(issue: z.core.$ZodIssue, schema: z.ZodType): Problem[] {
  const path = formatPath(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, issue.path)
      return issue.keys.map((key) => ({
        path: formatPath([...issue.path, key]),
        message: `unknown key "${key}"; ${keyAdvice(key, known)}`,
      }))
    }
    case 'invalid_type':
      return [{ path, message: typeAdvice(issue.expected, issue.input, path) }]
    case 'invalid_value':
      return [
        {
          path,
          message: `${issue.input === undefined ? 'is missing' : `${shown(issue.input)} is not possible`}; write ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}`,
        },
      ]
    case 'too_small':
      return [
        {
          path,
          message:
            issue.origin === 'array'
              ? 'is empty; name at least one, or leave it out'
              : `${shown(issue.input)} is too small; write ${String(issue.minimum)} or more`,
        },
      ]
    case 'too_big':
      return [
        {
          path,
          message: `${shown(issue.input)} is too large; write ${String(issue.maximum)} or less`,
        },
      ]
    case 'invalid_union':
      return [{ path, message: `${shown(issue.input)} is neither text nor elements` }]
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return [{ path, message: issue.message }]
  }
}

function keyAdvice(key: string, known: readonly string[]): string {
  const nearest = nearestWord(key, known)
  return nearest === undefined ? `known here: ${known.join(', ')}` : `did you mean "${nearest}"?`
}

function typeAdvice(expected: string, input: unknown, path: string): string {
  if (input === undefined) {
    const example = examples[path]
    return example === undefined ? 'is missing' : `is missing; write, for example, "${example}"`
  }
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'bigint')) {
    return `${String(input)} is a number and text is wanted; quote it: "${String(input)}" (a number loses its leading zeros)`
  }
  if (expected === 'string' && typeof input === 'boolean') {
    return `${String(input)} is a truth value and text is wanted; quote it: "${String(input)}"`
  }
  if (typeof input === 'string' && (expected === 'number' || expected === 'int')) {
    return /^\d+$/.test(input)
      ? `"${input}" is text and a number is wanted; write ${input}, without quotes`
      : `"${input}" is no whole number; write digits, without a unit`
  }
  if (typeof input === 'string' && expected === 'boolean') {
    return `"${input}" is text; write true or false, without quotes`
  }
  if (expected === 'int' && typeof input === 'number') return `${input} is no whole number`
  return `${shown(input)} is not possible; ${kinds[expected] ?? expected} is wanted`
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function shown(value: unknown): string {
  if (value === null) return 'nothing (null)'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return `"${value}"`
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [key, ...rest] = path
  if (schema instanceof z.ZodPipe) return keysAt(schema.def.in, path)
  if (
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return keysAt(schema.def.innerType, path)
  }
  if (schema instanceof z.ZodLazy) return keysAt(schema.def.getter(), path)
  if (schema instanceof z.ZodArray) return keysAt(schema.def.element, rest)
  if (schema instanceof z.ZodRecord) return keysAt(schema.def.valueType, rest)
  if (schema instanceof z.ZodUnion)
    return schema.def.options.flatMap((option) => keysAt(option, path))
  if (!(schema instanceof z.ZodObject)) return []
  if (key === undefined) return Object.keys(schema.def.shape)
  const member = schema.def.shape[String(key)]
  return member === undefined ? [] : keysAt(member, rest)
}
