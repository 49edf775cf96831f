/** Throws an `Error` that says what is wrong unless a value from another process is an object. */
export function checkObject(value: unknown, name: string): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name} must be an object`)
}

/** What a field must be. */
export interface Check {
  readonly says: string
  readonly allows: (value: unknown) => boolean
}

/** By name; a name with `?` may be absent. */
export type Fields = Readonly<Record<string, Check>>

export const text: Check = { says: 'must be text', allows: (value) => typeof value === 'string' }

export const texts: Check = {
  says: 'must be an object of texts',
  allows: (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === 'string'),
}

export const object: Check = {
  says: 'must be an object',
  allows: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

export const number: Check = {
  says: 'must be a number',
  allows: (value) => typeof value === 'number',
}

export function listOf({ allows }: Check, what: string): Check {
  return {
    says: `must be a list of ${what}`,
    allows: (value) => Array.isArray(value) && value.every(allows),
  }
}

export const anything: Check = { says: '', allows: () => true }

export const positive: Check = {
  says: 'must be a whole number of 1 or more',
  allows: (value) => Number.isInteger(value) && Number(value) >= 1,
}

export const count: Check = {
  says: 'must be a whole number of 0 or more',
  allows: (value) => Number.isInteger(value) && Number(value) >= 0,
}

export const status: Check = {
  says: 'must be a status between 200 and 599',
  allows: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
}

export function oneOf(...values: readonly string[]): Check {
  return {
    says: `is one of ${values.join(', ')}`,
    allows: (value) => typeof value === 'string' && values.includes(value),
  }
}

/** Throws an `Error` that says what is wrong unless a value has these fields and no other. */
export function checkFields(value: unknown, name: string, fields: Fields): asserts value is object {
  checkObject(value, name)
  const given = new Map<string, unknown>(Object.entries(value))
  for (const [field, check] of Object.entries(fields)) {
    const key = field.replace('?', '')
    if (!given.has(key) && field === key) throw new Error(`"${key}" of ${name} is missing`)
    if (given.has(key) && !check.allows(given.get(key)))
      throw new Error(`"${key}" of ${name} ${check.says}`)
    given.delete(key)
  }
  for (const key of given.keys()) throw new Error(`${name} has no "${key}"`)
}
