import {
  configurationPaths,
  isNativeWord,
  isWithin,
  supportOfPath,
  supportOfValue,
  wordOf,
} from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Consequence,
  Finding,
  InventoryField,
  Open,
  Support,
  ValuePath,
} from '@bucket-inventory/core'

import { brokenLimit } from './broken-limit.ts'

/** What it comes to when a value is not carried: a loss with its consequence, a remark left out, or a question. */
export type Loss = Consequence | 'dropped' | 'needs-input'

const ranking: readonly Support[] = ['unsupported', 'emulated', 'unverified', 'coerced', 'native']

const examples: Readonly<Partial<Record<ConfigurationPath, string>>> = {
  id: 'daily',
  'filter.prefix': 'photos/',
  'schedule.every': 'day',
  'schedule.dayOfMonth': '1',
  versions: 'current',
  'destination.bucket': 'reports',
  'destination.prefix': 'photos',
  'destination.accountId': '012345678901',
  'destination.roleArn': 'memory:role/reports',
  'destination.format': 'csv',
  'destination.encryption.keyId': 'key-1',
}

/** Turns supports into findings: every value passes here once, and is carried exactly or leaves a finding. */
export class Carrier {
  readonly provider: string
  readonly findings: Finding[] = []
  readonly #tables: BucketCapabilities

  constructor(provider: string, tables: BucketCapabilities) {
    this.provider = provider
    this.#tables = tables
  }

  /** The weakest support of the path, of what it lies in, and of the values. */
  supportOf(path: ConfigurationPath, values: readonly string[] = []): Support {
    const supports = configurationPaths
      .filter((each) => isWithin(path, each))
      .map((each) => supportOfPath(this.#tables, each).support)
    for (const value of values) supports.push(this.#supportOfWord(path, value))
    return ranking.find((support) => supports.includes(support)) ?? 'native'
  }

  /** The value if it is carried, else `undefined` and a finding. One that is missing is asked for where it is required. */
  carry<Value extends string | number | boolean>(
    path: ConfigurationPath,
    asked: Value | undefined,
    loss: Loss,
  ): Value | undefined {
    if (asked === undefined) {
      if (supportOfPath(this.#tables, path).required === true) this.ask(path, 'a value')
      return undefined
    }
    const support = this.supportOf(path)
    if (support === 'unsupported' || support === 'emulated') {
      this.lose(path, asked, loss)
      return undefined
    }
    if (!this.keepsLimit(path, asked)) return undefined
    if (support === 'unverified') this.doubt(path, asked)
    return asked
  }

  /** As {@link carry}; where the table says `coerced`, the nearest number that the provider takes. */
  carryNumber(path: ConfigurationPath, asked: number | undefined, loss: Loss): number | undefined {
    if (asked === undefined || this.supportOf(path) !== 'coerced')
      return this.carry(path, asked, loss)
    const { minimum = asked, maximum = asked } = supportOfPath(this.#tables, path)
    const carried = Math.min(Math.max(asked, minimum), maximum)
    if (carried !== asked) this.coerce(path, asked, carried)
    return carried
  }

  /** The word if it is carried, else the first stand-in that is, with a finding; `undefined` where a person must say. */
  choose<Word extends string>(
    path: 'schedule.every' | 'versions' | 'destination.format',
    asked: Word,
    standIns: readonly Word[],
    consequence: Consequence,
  ): Word | undefined {
    const support = this.supportOf(path, [asked])
    if (this.takes(path, asked)) return asked
    const carried = standIns.find((word) => this.#sends(path, word))
    if (carried === undefined) {
      this.ask(path, `a word that ${this.provider} has`)
    } else if (support === 'coerced') {
      this.coerce(path, asked, carried)
    } else {
      this.lose(path, asked, consequence)
    }
    return carried
  }

  /** Whether the word is sent as it is; says so where nothing shows that it is honoured. */
  takes(path: ConfigurationPath, word: string): boolean {
    const support = this.supportOf(path, [word])
    if (support === 'unverified') this.doubt(path, word)
    return support === 'native' || support === 'unverified'
  }

  /** Whether the value is within the limits of the table; asks for another one where it is not. */
  keepsLimit(path: ConfigurationPath, asked: unknown): boolean {
    const expected = brokenLimit(supportOfPath(this.#tables, path), asked)
    if (expected !== undefined) this.ask(path, expected)
    return expected === undefined
  }

  lose(path: ConfigurationPath, asked: unknown, loss: Loss): void {
    const message = `${path} ${JSON.stringify(asked)} is not carried by ${this.provider}`
    const found = { path, asked, message, ...this.#reference(path) }
    if (loss === 'needs-input') this.ask(path, 'nothing, as there is no place for it')
    else if (loss === 'dropped') this.findings.push({ verdict: 'dropped', ...found })
    else this.findings.push({ verdict: 'lossy', consequence: loss, ...found })
  }

  doubt(path: ConfigurationPath, asked: unknown): void {
    const message = `nothing shows that ${this.provider} honours ${path} ${JSON.stringify(asked)} here; it is sent as it is`
    this.findings.push({ verdict: 'unverified', path, asked, message, ...this.#reference(path) })
  }

  coerce(path: ConfigurationPath, asked: unknown, carried: unknown): void {
    const message = `${path} ${JSON.stringify(asked)} is carried as ${JSON.stringify(carried)}`
    this.findings.push({
      verdict: 'coerced',
      path,
      asked,
      carried,
      message,
      ...this.#reference(path),
    })
  }

  /** A filter that the reader applies, with the columns that it needs for that. */
  emulate(
    path: ConfigurationPath,
    asked: unknown,
    addedFields: readonly Open<InventoryField>[],
  ): void {
    const message = `${this.provider} does not filter by ${path}: its reports list everything, and ${JSON.stringify(asked)} is applied when they are read`
    this.findings.push({
      verdict: 'emulated',
      path,
      asked,
      addedFields,
      message,
      ...this.#reference(path),
    })
  }

  ask(path: ConfigurationPath, expected: string): void {
    const message = `${this.provider} needs ${path}: ${expected}`
    this.findings.push({
      verdict: 'needs-input',
      path,
      expected,
      example: examples[path] ?? '',
      message,
      ...this.#reference(path),
    })
  }

  #sends(path: ConfigurationPath, word: string): boolean {
    const support = this.supportOf(path, [word])
    return support === 'native' || support === 'unverified'
  }

  /** Another provider's word means nothing here: only a reader can tell the objects of its class. */
  #supportOfWord(path: ConfigurationPath, word: string): Support {
    if (isNativeWord(word)) {
      if (wordOf(this.provider, word) !== undefined) return 'native'
      return path === 'filter.storageClasses' ? 'emulated' : 'unsupported'
    }
    return this.#isValuePath(path) ? supportOfValue(this.#tables, path, word) : 'native'
  }

  #isValuePath(path: ConfigurationPath): path is ConfigurationPath & ValuePath {
    return Object.hasOwn(this.#tables.values, path)
  }

  #reference(path: ConfigurationPath): { readonly reference?: string } {
    const { reference } = supportOfPath(this.#tables, path)
    return reference === '' ? {} : { reference }
  }
}
