import type { DeliveryOptions } from '../delivery/delivery.ts'
import type { EmulatedBucket, EmulatedKey, EmulatedOssKey, EmulatedRole } from '../emulator.ts'
import type { Fault } from '../wire/fault.ts'
import type { RequestFilter } from '../wire/request-log.ts'
import type { Throttle } from '../wire/throttling.ts'
import type { AwsOrganization } from '../world/aws-account.ts'
import type { Cloud } from '../world/world.ts'
import {
  anything,
  checkFields,
  checkObject,
  count,
  listOf,
  number,
  object,
  oneOf,
  positive,
  status,
  text,
  texts,
} from './check-fields.ts'
import type { Fields } from './check-fields.ts'

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
