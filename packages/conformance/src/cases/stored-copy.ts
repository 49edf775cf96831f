import { deepStrictEqual, equal, notEqual, ok } from 'node:assert/strict'

import type { ConformanceCase } from '../conformance-case.ts'
import type { Suite } from '../suite.ts'

/** What is stored is the provider's own copy, whole, and can be written back. */
export function storedCopyCases(suite: Suite): ConformanceCase[] {
  return [
    suite.case('gives back what can be put again as it is', async (bucket) => {
      const asked = bucket.detailed('again')
      await bucket.put(asked)
      const read = await bucket.provider.get(bucket.name, asked.id)
      await bucket.provider.delete(bucket.name, asked.id)
      await bucket.provider.put(bucket.name, read)
      bucket.expectSame(await bucket.get(asked.id), asked)
    }),
    suite.case('lists what can be put again as it is', async (bucket) => {
      const asked = bucket.detailed('again')
      await bucket.put(asked)
      const listed: unknown[] = []
      for await (const entry of bucket.provider.list(bucket.name)) listed.push(entry)
      await bucket.provider.delete(bucket.name, asked.id)
      for (const native of listed) await bucket.provider.put(bucket.name, native)
      bucket.expectSame(await bucket.get(asked.id), asked)
    }),
    suite.case('stores a copy of what it is given', async (bucket) => {
      const asked = bucket.example({ id: 'mine' })
      const native = bucket.native(asked)
      await bucket.provider.put(bucket.name, native)
      spoil(native)
      bucket.expectSame(await bucket.get(asked.id), asked)
    }),
    suite.case('gives a copy of what is stored', async (bucket) => {
      const asked = bucket.example({ id: 'mine' })
      await bucket.put(asked)
      spoil(await bucket.provider.get(bucket.name, asked.id))
      for await (const listed of bucket.provider.list(bucket.name)) spoil(listed)
      bucket.expectSame(await bucket.get(asked.id), asked)
    }),
    suite.case('translates to a copy', (bucket) => {
      const asked = bucket.detailed('mine')
      const untouched = structuredClone(asked)
      spoil(bucket.native(asked))
      deepStrictEqual(asked, untouched)
    }),
    suite.case('interprets without changing what it is given', async (bucket) => {
      await bucket.put(bucket.example({ id: 'mine' }))
      const native = await bucket.provider.get(bucket.name, 'mine')
      const untouched = structuredClone(native)
      spoil(bucket.interpret(native))
      deepStrictEqual(native, untouched)
    }),
    suite.case('knows the id of what it holds', async (bucket) => {
      const asked = bucket.example({ id: 'by-name' })
      equal(bucket.provider.idOf(bucket.native(asked)), 'by-name')
      await bucket.put(asked)
      equal(bucket.provider.idOf(await bucket.provider.get(bucket.name, 'by-name')), 'by-name')
    }),
    suite.case('writes one document for one configuration', (bucket) => {
      const [one, other] = bucket.twoOfOneId('document')
      const document = bucket.provider.document(bucket.native(one))
      ok(document.length > 0, 'the document is empty')
      equal(bucket.provider.document(bucket.native(one)), document)
      notEqual(bucket.provider.document(bucket.native(other)), document)
    }),
    suite.case(
      'sends nothing to translate, interpret, write a document or name an id',
      (bucket) => {
        const native = bucket.native(bucket.example())
        bucket.provider.scope(bucket.name)
        bucket.provider.document(native)
        bucket.provider.idOf(native)
        bucket.interpret(native)
        equal(bucket.world.requests(), 0)
      },
    ),
    suite.case('keeps its own elements that the neutral words do not cover', (bucket) => {
      const native = {
        [bucket.provider.name]: { Conformance: { '@mode': 'kept', Child: ['1', ' 2 '] } },
      }
      const asked = { ...bucket.example(), native }
      bucket.expectSame(bucket.interpret(bucket.native(asked)), asked)
    }),
  ]
}

/** Overwrites whatever can be overwritten, all the way down. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const child: unknown = Reflect.get(value, key)
    if (typeof child === 'object') spoil(child)
    else Reflect.set(value, key, typeof child === 'string' ? `${child}-spoiled` : undefined)
  }
  if (Array.isArray(value)) value.push('spoiled')
}
