import { sameValue } from '@bucket-inventory/core'
import type { NativeRemainder } from '@bucket-inventory/core'
import { readDocument, writeDocument } from '@bucket-inventory/xml'

import { lifecycleRuleXml } from './lifecycle-rule-xml.ts'
import type { RetentionRule } from './retention.ts'

const root = 'LifecycleConfiguration'
/** A rule as it stands in the document. */
export type LifecycleRule = string | NativeRemainder

/** The lifecycle rules of a bucket, whole, and what stands beside them. */
export interface Lifecycle {
  readonly rules: readonly LifecycleRule[]
  readonly beside: NativeRemainder
}

/** Of a bucket that has none. */
export const noLifecycle: Lifecycle = { rules: [], beside: {} }

/** Reads the document of the service, and leaves nothing out. Rejects with `protocol` what is none. */
export function readLifecycle(text: string): Lifecycle {
  const { Rule: found = [], ...beside } = readDocument(text, [root]).element.remainder() ?? {}
  return { rules: isList(found) ? found : [found], beside }
}

export function writeLifecycle({ rules, beside }: Lifecycle): string {
  return writeDocument(root, { ...beside, Rule: rules })
}

/** With the rule in the place of the one that has its id, or behind all others. */
export function withRule({ rules, beside }: Lifecycle, rule: RetentionRule): Lifecycle {
  const element = ruleElement(rule)
  const index = rules.findIndex((other) => textIn(other, 'ID') === rule.ID)
  return { beside, rules: index < 0 ? [...rules, element] : rules.with(index, element) }
}

/** The rule that has the id of ours. */
export function ruleLike({ rules }: Lifecycle, { ID }: RetentionRule): LifecycleRule | undefined {
  return rules.find((rule) => textIn(rule, 'ID') === ID)
}

/** Whether a rule that is there says what ours says. */
export function isRule(found: LifecycleRule, rule: RetentionRule): boolean {
  return sameValue(found, ruleElement(rule))
}

/**
 * Another rule that OSS does not take beside ours, as it stands in the document: it has the same prefix, or does the same to some
 * of the objects. https://www.alibabacloud.com/help/en/oss/support/0014-00000084
 */
export function overlapping({ rules }: Lifecycle, rule: RetentionRule): string | undefined {
  const actions = ['Expiration', 'NoncurrentVersionExpiration'] as const
  const found = rules.find((other) => {
    const prefix = textIn(other, 'Prefix') ?? ''
    if (textIn(other, 'ID') === rule.ID) return false
    if (prefix === rule.Prefix) return true
    const meets = prefix.startsWith(rule.Prefix) || rule.Prefix.startsWith(prefix)
    return meets && actions.some((action) => rule[action] !== undefined && has(other, action))
  })
  return found === undefined
    ? undefined
    : `"${textIn(found, 'ID') ?? ''}" on "${textIn(found, 'Prefix') ?? ''}"`
}

function ruleElement(rule: RetentionRule): NativeRemainder {
  const text = writeDocument('Rule', lifecycleRuleXml(rule))
  return readDocument(text, ['Rule']).element.remainder() ?? {}
}

function has(rule: LifecycleRule, name: string): boolean {
  return typeof rule !== 'string' && Object.hasOwn(rule, name)
}

function textIn(rule: LifecycleRule, name: string): string | undefined {
  const found = typeof rule === 'string' ? undefined : rule[name]
  return typeof found === 'string' ? found : undefined
}

// Array.isArray does not narrow readonly lists.
function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
