import type { RequestOptions } from '@bucket-inventory/core'

import type { MetadataField } from './check-options.ts'
import type { ConfirmObject, KeyRewrite } from './compare-options.ts'
import type { ComparedObject, ComparedSide, DifferenceVerdict } from './compared-object.ts'
import { metadataDifferences } from './metadata-differences.ts'
import { codeOfDifference, objectOfCode } from './object-of-code.ts'
import { originalKeys } from './rewrite-key.ts'
import { settle } from './settle-object.ts'
import type { Looks, Settled, SettleOptions } from './settle-object.ts'
import type { StorageClassTable } from './storage-class-equality.ts'
import { isDifference, metadataMark, verdictOfCode } from './verdict-code.ts'

export interface ConfirmOptions extends SettleOptions, RequestOptions {
  readonly confirm: ConfirmObject
  /** Objects that are looked at, at most. */
  readonly limit: number
  readonly rewriteKey?: KeyRewrite | undefined
  /** Compared besides content, as far as the looks tell of it. */
  readonly metadata: readonly MetadataField[]
  readonly storageClasses?: StorageClassTable | undefined
  /** Told of an object as it was, and the codes that it is counted under before and after. */
  readonly onMove: (object: ComparedObject, from: number, to: number) => void
}

type Difference = Extract<ComparedObject, { readonly verdict: DifferenceVerdict }>

/** Objects that are looked at at a time. */
const concurrency = 8

/** Looks at what differs before it is said so, and counts what came of it. */
export class ObjectConfirmation {
  readonly #options: ConfirmOptions
  #begun = 0
  #looked = 0
  #settled = 0
  #beyond = 0
  #failed = 0
  #failure: unknown

  constructor(options: ConfirmOptions) {
    this.#options = options
  }

  /** Objects that were looked at. */
  get looked(): number {
    return this.#looked
  }

  /** Of which a look found another verdict. */
  get settled(): number {
    return this.#settled
  }

  /** That were not looked at, as the limit was reached. */
  get beyond(): number {
    return this.#beyond
  }

  /** Of which a look failed, so that their verdict stands as it was, and the first error. */
  get failed(): { readonly objects: number; readonly error: unknown } {
    return { objects: this.#failed, error: this.#failure }
  }

  /** The objects in their order, those that differ as they were found. An abort rejects with the signal's own reason. */
  async confirm(objects: readonly ComparedObject[]): Promise<readonly ComparedObject[]> {
    const confirmed = [...objects]
    const chosen = objects.flatMap((object, index) =>
      isDifferent(object) && this.#begins() ? [{ object, index }] : [],
    )
    const waiting = chosen.values()
    const look = async () => {
      for (const { object, index } of waiting) confirmed[index] = await this.#lookAt(object)
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, chosen.length) }, look))
    return confirmed
  }

  #begins(): boolean {
    const begins = this.#begun < this.#options.limit
    if (begins) this.#begun++
    else this.#beyond++
    return begins
  }

  async #lookAt(object: Difference): Promise<ComparedObject> {
    const { signal, onMove } = this.#options
    signal?.throwIfAborted()
    const from = codeOfDifference(object)
    let found: Looks
    try {
      found = await looksAt(object, this.#options)
    } catch (error) {
      signal?.throwIfAborted()
      this.#failed++
      this.#failure ??= error
      return object
    }
    this.#looked++
    const { code: settled, ...sides } = settle(object, from, found, this.#options)
    const fields = verdictOfCode(settled) === 'same' ? otherwise(sides, this.#options) : []
    const code = fields.length > 0 ? settled | metadataMark : settled
    if (verdictOfCode(code) !== object.verdict) this.#settled++
    if (code !== from) onMove(object, from, code)
    const { key, keyBytes } = object
    return objectOfCode(
      { key, ...(keyBytes === undefined ? {} : { keyBytes }), confirmed: true, ...sides },
      code,
      () => fields,
    )
  }
}

/** What differs besides the content; what a look does not tell does not. */
function otherwise(
  { left, right }: Pick<Settled, 'left' | 'right'>,
  { metadata, storageClasses }: ConfirmOptions,
): readonly MetadataField[] {
  if (left === undefined || right === undefined) return []
  const known = metadata.filter((field) => left[field] !== undefined && right[field] !== undefined)
  return metadataDifferences(left, right, known, storageClasses)
}

function isDifferent(object: ComparedObject): object is Difference {
  return isDifference(object.verdict)
}

async function looksAt(object: Difference, options: ConfirmOptions): Promise<Looks> {
  const [left, right] = await Promise.all([
    firstFound('left', leftKeys(object, options), options),
    firstFound('right', [rightKey(object, options)], options),
  ])
  return { left, right }
}

type LookedAt = Parameters<ConfirmObject>[1]

async function firstFound(
  side: 'left' | 'right',
  candidates: readonly LookedAt[],
  { confirm, signal }: ConfirmOptions,
): Promise<ComparedSide | undefined> {
  for (const candidate of candidates) {
    const found = await confirm(side, candidate, signal === undefined ? {} : { signal })
    if (found !== undefined) return found
  }
  return undefined
}

/** Where the left side has the object; where it may have it; nowhere, if a pattern leaves that open. */
function leftKeys(object: Difference, options: ConfirmOptions): readonly LookedAt[] {
  if (object.verdict !== 'extra') return [asReported(object.left, options)]
  const { key, keyBytes } = object
  if (keyBytes !== undefined) return options.rewriteKey === undefined ? [{ key, keyBytes }] : []
  return (originalKeys(key, options.rewriteKey) ?? []).map((original) => ({ key: original }))
}

function rightKey(object: Difference, options: ConfirmOptions): LookedAt {
  if (object.verdict !== 'missing') return asReported(object.right, options)
  const { key, keyBytes } = object
  return { key, ...(keyBytes === undefined ? {} : { keyBytes }) }
}

/** Matched by key, it is the current version that counts, whichever that is by now. */
function asReported(
  { key, keyBytes, versionId }: ComparedSide,
  { match }: ConfirmOptions,
): LookedAt {
  return {
    key,
    ...(keyBytes === undefined ? {} : { keyBytes }),
    ...(match === 'key' || versionId === undefined ? {} : { versionId }),
  }
}
