import type { XmlContent } from '@bucket-inventory/xml'

import { oursOf, stateOf } from './merged-text.ts'
import type { AccessMerger, MergeStep } from './merged-text.ts'
import type { JsonObject } from './policy-json.ts'
import {
  childOf,
  elementsOf,
  isContent,
  readRules,
  sameElement,
  showRules,
  textOf,
  writeRules,
} from './rules-document.ts'
import type { XmlValue } from './rules-document.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
const most = 1000
const root = 'LifecycleConfiguration'

/** Rules go into the lifecycle of a bucket by their ID; all others stay as they are, with elements that nobody knows. */
export const retentionMerger: AccessMerger = {
  merge(found, documents) {
    const whole = found === undefined ? {} : readRules(found, root)
    const rules = [...elementsOf(whole, 'Rule')]
    // Rules that name their prefix in the old place take no others beside them.
    const isOld = rules.some((rule) => childOf(rule, 'Prefix') !== undefined)
    const steps = documents.map(({ content }) => place(rules, ruleOf(content, isOld)))
    const after = { ...whole, Rule: rules }
    const merged = {
      ...(found === undefined ? {} : { before: showRules(whole, root) }),
      after: showRules(after, root),
      text: writeRules(after, root),
    }
    const state = stateOf(steps, found !== undefined)
    if (state !== 'unchanged' && rules.length > most) {
      const reason = `the bucket would have ${rules.length} lifecycle rules, and S3 takes ${most} at most`
      return { state: 'refused', ...merged, refusal: { code: 'limit-exceeded', reason } }
    }
    return { state, ...merged, ...oursOf(steps) }
  },

  others(found, documents) {
    if (found === undefined) return []
    const names = new Set(documents.map(({ content }) => content['ID']))
    const whole = readRules(found, root)
    const { Rule: _, ...beside } = whole
    const rules = elementsOf(whole, 'Rule')
    return [beside, ...rules.filter((rule) => !names.has(textOf(childOf(rule, 'ID')) ?? ''))]
  },
}

function place(rules: XmlValue[], ours: XmlContent): MergeStep {
  const same = (rule: XmlValue) => sameElement(inNewForm(rule), inNewForm(ours), 'ID')
  if (rules.some(same)) return { state: 'unchanged' }
  const index = rules.findIndex((rule) => childOf(rule, 'ID') === ours['ID'])
  const there = rules[index]
  if (there === undefined) {
    rules.push(ours)
    return { state: 'extend' }
  }
  rules[index] = ours
  return { state: 'replace', ours: { before: shown(there), after: shown(ours) } }
}

function shown(rule: XmlValue): string {
  return showRules(isContent(rule) ? rule : { '#text': rule }, 'Rule')
}

/** The rule of a document, as elements. */
function ruleOf(content: JsonObject, isOld: boolean): XmlContent {
  const rule = elements(content)
  const prefix = childOf(childOf(rule, 'Filter'), 'Prefix')
  if (!isOld || prefix === undefined) return rule
  const { Filter: _, ...others } = rule
  return { ...others, Prefix: prefix }
}

function inNewForm(rule: XmlValue): XmlValue {
  const prefix = childOf(rule, 'Prefix')
  if (!isContent(rule) || prefix === undefined) return rule
  const { Prefix: _, ...others } = rule
  return { ...others, Filter: { Prefix: prefix } }
}

function elements(content: JsonObject): XmlContent {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, elementOf(value)]),
  )
}

function elementOf(value: unknown): XmlValue {
  return typeof value === 'object' && value !== null ? elements({ ...value }) : String(value)
}
