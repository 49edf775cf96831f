import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import { instantFields, plainFields } from './compared-object-document.ts'
import type {
  ComparedObjectDocument,
  PlainField,
  SideDocument,
} from './compared-object-document.ts'
import { storageClassOf } from './storage-class-words.ts'

/** The object that a line was made of. */
export function comparedObjectOf(document: ComparedObjectDocument): ComparedObject {
  const base = {
    key: document.key,
    ...(document.keyBytes === undefined ? {} : { keyBytes: bytesOf(document.keyBytes) }),
    ...(document.confirmed === undefined ? {} : { confirmed: document.confirmed }),
  }
  switch (document.verdict) {
    case 'same':
    case 'size-differs':
    case 'content-differs': {
      const { verdict, by, left, right } = document
      return { ...base, verdict, by, left: sideOf(left), right: sideOf(right) }
    }
    case 'metadata-differs': {
      const { verdict, by, fields, left, right } = document
      return { ...base, verdict, by, fields, left: sideOf(left), right: sideOf(right) }
    }
    case 'missing':
      return { ...base, verdict: document.verdict, left: sideOf(document.left) }
    case 'extra':
      return { ...base, verdict: document.verdict, right: sideOf(document.right) }
    case 'in-flight':
      return { ...base, verdict: document.verdict, would: document.would, ...sidesOf(document) }
    case 'cannot-tell':
      return { ...base, verdict: document.verdict, reason: document.reason, ...sidesOf(document) }
  }
}

function sidesOf({ left, right }: { readonly left?: SideDocument; readonly right?: SideDocument }) {
  return {
    ...(left === undefined ? {} : { left: sideOf(left) }),
    ...(right === undefined ? {} : { right: sideOf(right) }),
  }
}

function sideOf(document: SideDocument): ComparedSide {
  const side: Draft = { key: document.key }
  if (document.keyBytes !== undefined) side.keyBytes = bytesOf(document.keyBytes)
  for (const field of plainFields) copyField(document, side, field)
  if (document.encryption !== undefined) {
    const { encrypted, type } = document.encryption
    side.encryption = { encrypted, type }
  }
  for (const field of instantFields) {
    const time = document[field]
    if (time !== undefined) side[field] = typeof time === 'string' ? Date.parse(time) : time
  }
  const storageClass = storageClassOf(document)
  if (storageClass !== undefined) side.storageClass = storageClass
  return side
}

type Draft = { -readonly [Field in keyof ComparedSide]: ComparedSide[Field] }

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties what is written to what is read
function copyField<Field extends PlainField>(
  from: Pick<Draft, PlainField>,
  to: Pick<Draft, PlainField>,
  field: Field,
): void {
  const value = from[field]
  if (value !== undefined) to[field] = value
}

function bytesOf(base64: string): Uint8Array {
  // A Buffer of its own is not what a Uint8Array is compared to be equal with.
  return Uint8Array.from(Buffer.from(base64, 'base64'))
}
