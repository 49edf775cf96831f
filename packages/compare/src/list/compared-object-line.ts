import type { RecordedStorageClass } from '@bucket-inventory/core'

import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import { base64Of } from './base64-of.ts'
import { instantFields, plainFields } from './compared-object-document.ts'
import { instantValue } from './instant-value.ts'
import { storageClassWords } from './storage-class-words.ts'

/**
 * An object of a comparison as one line of JSON, without its end: nothing of it is lost. Its members are always in the same
 * order, whoever made it; what has no value is left out. Times are ISO 8601 in UTC, a storage class is its neutral name and
 * the native one, bytes are base64, the null version is `null`.
 */
export function comparedObjectLine(object: ComparedObject): string {
  let line = `{"verdict":"${object.verdict}"`
  if ('by' in object) line += `,"by":${json(object.by)}`
  if ('reason' in object) line += `,"reason":${json(object.reason)}`
  if ('would' in object) line += `,"would":${json(object.would)}`
  if ('fields' in object) line += `,"fields":${JSON.stringify(object.fields)}`
  if (object.confirmed !== undefined) line += `,"confirmed":${object.confirmed}`
  line += `,"key":${json(object.key)}`
  if (object.keyBytes !== undefined) line += `,"keyBytes":"${base64Of(object.keyBytes)}"`
  if ('left' in object && object.left !== undefined) line += `,"left":${sideText(object.left)}`
  if ('right' in object && object.right !== undefined) line += `,"right":${sideText(object.right)}`
  return `${line}}`
}

function sideText(side: ComparedSide): string {
  let text = `{"key":${json(side.key)}`
  if (side.keyBytes !== undefined) text += `,"keyBytes":"${base64Of(side.keyBytes)}"`
  for (const field of plainFields) {
    const value = side[field]
    if (value !== undefined) text += `,"${field}":${json(value)}`
  }
  if (side.encryption !== undefined) text += `,"encryption":${JSON.stringify(side.encryption)}`
  for (const field of instantFields) {
    const time = side[field]
    if (time !== undefined) text += `,"${field}":${json(instantValue(time))}`
  }
  if (side.storageClass !== undefined) text += classText(side.storageClass)
  return `${text}}`
}

/** The members of a class, which many objects share. */
const classTexts = new WeakMap<RecordedStorageClass, string>()

function classText(storageClass: RecordedStorageClass): string {
  const known = classTexts.get(storageClass)
  if (known !== undefined) return known
  const text = `,${JSON.stringify(storageClassWords(storageClass)).slice(1, -1)}`
  classTexts.set(storageClass, text)
  return text
}

function json(value: unknown): string {
  return typeof value === 'string' && !special.test(value) ? `"${value}"` : JSON.stringify(value)
}

/** What cannot stand in a text of JSON as it is, halves of pairs included. */
// oxlint-disable-next-line no-control-regex -- it is control characters that must be escaped
const special = /["\\\u0000-\u001F\uD800-\uDFFF]/
