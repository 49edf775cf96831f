import type { DeliveryOptions } from '../delivery/delivery.ts'
import type { EmulatedBucket, EmulatedKey, EmulatedOssKey, EmulatedRole } from '../emulator.ts'
import type { Fault } from '../wire/fault.ts'
import type { RequestFilter } from '../wire/request-log.ts'
import type { Throttle } from '../wire/throttling.ts'
import type { AwsOrganization } from '../world/aws-account.ts'
import type { Cloud } from '../world/world.ts'

/** Throws an `Error` that says what is wrong unless a value from another process is an object. */
export function checkObject(value: unknown, name: string): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name} must be an object`)
}

export function checkBucket(value: unknown): asserts value is EmulatedBucket {
  checkFields(value, 'the bucket', {
    cloud: cloudName,
    name: text,
    'region?': text,
    'account?': text,
    'versioning?': oneOf('enabled', 'suspended'),
    'tags?': texts,
    'maxInventories?': positive,
  })
}

export function checkRole(value: unknown): asserts value is EmulatedRole {
  checkFields(value, 'the role', {
    name: text,
    'account?': text,
    'trust?': object,
    'policies?': listOf(object, 'objects'),
    'attached?': listOf(text, 'texts'),
  })
}

export function checkOssKey(value: unknown): asserts value is EmulatedOssKey {
  checkFields(value, 'the key', { id: text, 'account?': text })
}

export function checkKey(value: unknown): asserts value is EmulatedKey {
  checkFields(value, 'the key', {
    'account?': text,
    'region?': text,
    'id?': text,
    'manager?': oneOf('customer', 'aws'),
    'spec?': oneOf('symmetric', 'rsa', 'ecc', 'hmac'),
    'state?': oneOf('enabled', 'disabled', 'pending-deletion'),
    'policy?': object,
    'aliases?': listOf(text, 'texts'),
  })
}

export function checkKeyPolicy(
  value: unknown,
): asserts value is { readonly key: string; readonly policy: object } {
  checkFields(value, 'the body', { key: text, policy: object })
}

/** Which account is in which organization; in none where none is named. */
export type Membership = { readonly account: string } & Partial<AwsOrganization>

export function checkMembership(value: unknown): asserts value is Membership {
  checkFields(value, 'the membership', { account: text, 'id?': text, 'path?': text })
  if ('id' in value !== 'path' in value)
    throw new Error('the membership has both "id" and "path", or neither')
}

/** Numbers are looked at where they are used. */
export function checkThrottling(value: unknown): asserts value is Throttle {
  checkFields(value, 'the throttle', {
    'cloud?': cloudName,
    'account?': text,
    perSecond: number,
    burst: number,
  })
}

/** Which inventory another process wants delivered. */
export interface DeliveryCommand extends DeliveryOptions {
  readonly cloud: Cloud
  readonly bucket: string
  readonly id: string
}

export function checkDelivery(value: unknown): asserts value is DeliveryCommand {
  checkFields(value, 'the delivery', {
    cloud: cloudName,
    bucket: text,
    id: text,
    'kind?': oneOf('full', 'incremental'),
    'rowsPerFile?': positive,
    'rowsPerGroup?': positive,
  })
}

/** A command that has nothing to say: `{}`. */
export function checkNothing(value: unknown): void {
  checkFields(value, 'the body', {})
}

export function checkFilter(value: unknown): asserts value is RequestFilter {
  checkFields(value, 'the filter', {
    'cloud?': cloudName,
    'operation?': text,
    'bucket?': text,
    'throttled?': {
      says: 'is one of true, false',
      allows: (throttled) => typeof throttled === 'boolean',
    },
  })
}

export function checkFault(value: unknown): asserts value is Fault {
  checkFields(value, 'the fault', {
    'cloud?': cloudName,
    'operation?': text,
    'bucket?': text,
    'after?': count,
    'times?': count,
    'every?': positive,
    'when?': oneOf('before', 'after'),
    effect: anything,
  })
  const effect: unknown = 'effect' in value ? value.effect : undefined
  checkObject(effect, 'the effect')
  const type = 'type' in effect ? effect.type : undefined
  const fields = typeof type === 'string' ? effects.get(type) : undefined
  if (fields === undefined)
    throw new Error(`the type of an effect is one of ${[...effects.keys()].join(', ')}`)
  checkFields(effect, `the effect "${String(type)}"`, { type: text, ...fields })
}

interface Check {
  readonly says: string
  readonly allows: (value: unknown) => boolean
}

/** By name; a name with `?` may be absent. */
type Fields = Readonly<Record<string, Check>>

const text: Check = { says: 'must be text', allows: (value) => typeof value === 'string' }

const texts: Check = {
  says: 'must be an object of texts',
  allows: (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === 'string'),
}

const object: Check = {
  says: 'must be an object',
  allows: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

const number: Check = { says: 'must be a number', allows: (value) => typeof value === 'number' }

function listOf({ allows }: Check, what: string): Check {
  return {
    says: `must be a list of ${what}`,
    allows: (value) => Array.isArray(value) && value.every(allows),
  }
}

const anything: Check = { says: '', allows: () => true }

const positive: Check = {
  says: 'must be a whole number of 1 or more',
  allows: (value) => Number.isInteger(value) && Number(value) >= 1,
}

const count: Check = {
  says: 'must be a whole number of 0 or more',
  allows: (value) => Number.isInteger(value) && Number(value) >= 0,
}

const status: Check = {
  says: 'must be a status between 200 and 599',
  allows: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
}

function oneOf(...values: readonly string[]): Check {
  return {
    says: `is one of ${values.join(', ')}`,
    allows: (value) => typeof value === 'string' && values.includes(value),
  }
}

const cloudName = oneOf('s3', 'oss')

const effects: ReadonlyMap<string, Fields> = new Map(
  Object.entries({
    error: { status, code: text, 'message?': text },
    reset: {},
    hang: {},
    delay: { milliseconds: count },
    truncate: { bytes: count },
    body: { contentType: text, text, 'status?': status },
    stale: { 'reads?': count, 'milliseconds?': count },
    'ignore-inventory': {},
  }),
)

function checkFields(value: unknown, name: string, fields: Fields): asserts value is object {
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
