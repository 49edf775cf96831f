import { sameValue } from '@bucket-inventory/core'
import type { XmlContent } from '@bucket-inventory/xml'

import { oursOf, stateOf } from './merged-text.ts'
import type { AccessMerger, MergeStep, Refusal } from './merged-text.ts'
import { notificationElements } from './notification-elements.ts'
import type { NotificationElement } from './notification-elements.ts'
import {
  childOf,
  elementsOf,
  isContent,
  readRules,
  showRules,
  textOf,
  writeRules,
} from './rules-document.ts'
import type { XmlValue } from './rules-document.ts'

// https://docs.aws.amazon.com/general/latest/gr/s3.html#limits_s3
const most = 100
const root = 'NotificationConfiguration'
const lists = ['TopicConfiguration', 'QueueConfiguration', 'CloudFunctionConfiguration'] as const

/** Configurations go among those of a bucket by their Id; all others stay as they are. */
export const notificationMerger: AccessMerger = {
  merge(found, documents) {
    const whole = found === undefined ? {} : readRules(found, root)
    const after = new Map(Object.entries(whole))
    const ours = documents.flatMap(({ content }) => notificationElements(content))
    const steps = ours.map((element) => place(after, element))
    const content = Object.fromEntries(after)
    const isEmpty = Object.keys(whole).length === 0
    const merged = {
      ...(isEmpty ? {} : { before: showRules(whole, root) }),
      after: showRules(content, root),
      text: writeRules(content, root),
    }
    const state = stateOf(steps, !isEmpty)
    const refusal = state === 'unchanged' ? undefined : refusalOf(content, ours)
    if (refusal !== undefined) return { state: 'refused', ...merged, refusal }
    return { state, ...merged, ...oursOf(steps) }
  },

  others(found, documents) {
    if (found === undefined) return []
    const ours = documents.flatMap(({ content }) => notificationElements(content))
    const names = new Set(ours.map(({ id }) => id))
    const whole = readRules(found, root)
    return Object.entries(whole).flatMap(([name]) => {
      const isOurs = ours.some((one) => one.name === name && one.id === undefined)
      const left = elementsOf(whole, name).filter((value) => !names.has(idOf(value)))
      return isOurs ? [] : left.map((value) => [name, comparable(value)])
    })
  },
}

/** Puts one element among the others, whatever they announce to. */
function place(content: Map<string, XmlContent[string]>, ours: NotificationElement): MergeStep {
  const { name, id, value } = ours
  const listed = (list: string) => elementsOf(Object.fromEntries(content), list)
  const isSame = (one: XmlValue) => sameValue(comparable(one), comparable(value))
  if (listed(name).some((one) => id === undefined || isSame(one))) return { state: 'unchanged' }
  for (const list of id === undefined ? [] : lists) {
    const there = listed(list).find((one) => idOf(one) === id)
    if (there === undefined) continue
    content.set(
      list,
      listed(list).filter((one) => one !== there),
    )
    content.set(name, [...listed(name), value])
    return { state: 'replace', ours: { before: shown(there, list), after: shown(value, name) } }
  }
  content.set(name, [...listed(name), value])
  return { state: 'extend' }
}

function shown(value: XmlValue, name: string): string {
  return showRules(isContent(value) ? value : { '#text': value }, name)
}

function idOf(value: XmlValue): string | undefined {
  return textOf(childOf(value, 'Id'))
}

/** Without its Id; S3 gives names of filter rules with a capital, and lists in any order. */
function comparable(value: XmlValue): unknown {
  if (!isContent(value)) return value
  const { Id: _, Event: __, Filter: ___, ...others } = value
  return { others, events: eventsOf(value).toSorted(), filter: filterOf(value) }
}

interface KeyFilter {
  readonly prefix: string
  readonly suffix: string
}

function filterOf(value: XmlValue): KeyFilter {
  const key = childOf(childOf(value, 'Filter'), 'S3Key')
  const rules = isContent(key) ? elementsOf(key, 'FilterRule') : []
  const valueOf = (name: string) => {
    const rule = rules.find((one) => textOf(childOf(one, 'Name'))?.toLowerCase() === name)
    return textOf(childOf(rule, 'Value')) ?? ''
  }
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') }
}

/** What S3 would refuse: too many, or two that announce one event. */
function refusalOf(content: XmlContent, ours: readonly NotificationElement[]): Refusal | undefined {
  const all = lists.flatMap((list) => elementsOf(content, list))
  if (all.length > most) {
    const reason = `the bucket would have ${all.length} notifications, and S3 takes ${most} at most`
    return { code: 'limit-exceeded', reason }
  }
  for (const { id } of ours) {
    if (id === undefined) continue
    const one = all.find((value) => idOf(value) === id)
    const other = all.find((value) => one !== undefined && value !== one && overlap(value, one))
    if (other === undefined) continue
    const { prefix, suffix } = filterOf(other)
    return {
      code: 'invalid-input',
      reason: `S3 announces an event once, and "${idOf(other) ?? ''}" announces those under "${prefix}" with the end "${suffix}" already, which "${id}" would announce too`,
    }
  }
  return undefined
}

function overlap(left: XmlValue, right: XmlValue): boolean {
  const [a, b] = [filterOf(left), filterOf(right)]
  return (
    eventsOf(left).some((one) => eventsOf(right).some((other) => sameEvents(one, other))) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  )
}

function eventsOf(value: XmlValue): readonly string[] {
  return isContent(value) ? elementsOf(value, 'Event').flatMap((event) => textOf(event) ?? []) : []
}

/** `s3:ObjectCreated:*` has `s3:ObjectCreated:Put` in it. */
function sameEvents(left: string, right: string): boolean {
  const [a, b] = [left.replace(/\*$/, ''), right.replace(/\*$/, '')]
  return (
    left === right ||
    (left.endsWith('*') && right.startsWith(a)) ||
    (right.endsWith('*') && left.startsWith(b))
  )
}
