import { deepStrictEqual, ok } from 'node:assert/strict'

import {
  acceptTranslation,
  capabilitiesFor,
  configurationDifferences,
  isConfigurationPath,
  isInventoryError,
} from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  BucketScope,
  ConfigurationPath,
  FindingPath,
  InventoryConfiguration,
  InventoryProvider,
  LossPolicy,
  PutOptions,
  PutResult,
  RequestOptions,
  Translation,
} from '@bucket-inventory/core'

import type { ConformanceWorld } from './conformance-case.ts'
import { declaredSupport, valuesDeclared } from './declared-support.ts'
import { exampleConfiguration, withValues } from './example-configuration.ts'
import type { ExampleValues } from './example-configuration.ts'

/** The bucket of one case, spoken to in neutral words. */
export class TestBucket {
  readonly world: ConformanceWorld
  readonly provider: InventoryProvider
  readonly name: string
  readonly scope: BucketScope
  readonly tables: BucketCapabilities

  constructor(world: ConformanceWorld) {
    this.world = world
    this.provider = world.provider
    this.name = world.bucket
    this.scope = world.provider.scope(world.bucket)
    this.tables = capabilitiesFor(world.provider.capabilities, this.scope)
  }

  /** The smallest configuration that is carried, with some values set. */
  example(values: ExampleValues = {}): InventoryConfiguration {
    return withValues(exampleConfiguration(this.tables, this.world.destination), values)
  }

  /** As {@link example}, with a prefix, fields and a place below the destination, as far as they are carried. */
  detailed(id: string): InventoryConfiguration {
    const holds = (path: ConfigurationPath) => declaredSupport(this.tables, path) === 'native'
    return this.example({
      id,
      'filter.prefix': holds('filter.prefix') ? 'photos/' : undefined,
      'destination.prefix': holds('destination.prefix') ? 'reports/daily' : undefined,
      fields: valuesDeclared(this.tables, 'fields', 'native').slice(0, 2),
    })
  }

  /** Two configurations under one id that every provider can hold, and that differ. */
  twoOfOneId(id: string): readonly [InventoryConfiguration, InventoryConfiguration] {
    const choices: ExampleValues[] = [
      { enabled: false },
      { 'destination.prefix': 'elsewhere' },
      { 'filter.prefix': 'photos/' },
    ]
    const change = choices.find((values) =>
      Object.keys(values).every(
        (path) => isConfigurationPath(path) && declaredSupport(this.tables, path) === 'native',
      ),
    )
    if (change === undefined) throw new Error('the capability table leaves nothing to change')
    return [this.example({ id }), this.example({ id, ...change })]
  }

  /** Translates, and proves that translating changes neither its argument nor anything elsewhere. */
  translate(configuration: InventoryConfiguration): Translation {
    const before = this.world.requests()
    const untouched = structuredClone(configuration)
    const translation = this.provider.translate(configuration, this.scope)
    deepStrictEqual(configuration, untouched, 'translate changed the configuration it was given')
    deepStrictEqual(this.world.requests(), before, 'translate sent a request')
    return translation
  }

  native(configuration: InventoryConfiguration, policy: LossPolicy = 'refuse'): unknown {
    return acceptTranslation(this.translate(configuration), policy)
  }

  interpret(native: unknown): InventoryConfiguration {
    return this.provider.interpret(native, this.scope).configuration
  }

  put(configuration: InventoryConfiguration, options?: PutOptions<unknown>): Promise<PutResult> {
    return this.provider.put(this.name, this.native(configuration), options)
  }

  async get(id: string, options?: RequestOptions): Promise<InventoryConfiguration> {
    return this.interpret(await this.provider.get(this.name, id, options))
  }

  /** Every configuration of the bucket; rejects at the first that cannot be read. */
  async list(options?: RequestOptions): Promise<InventoryConfiguration[]> {
    const found: InventoryConfiguration[] = []
    for await (const entry of this.provider.list(this.name, options)) {
      if (typeof entry === 'object' && entry !== null && 'error' in entry) {
        if (isInventoryError(entry.error)) throw entry.error
      }
      found.push(this.interpret(entry))
    }
    return found
  }

  async ids(): Promise<string[]> {
    return (await this.list()).map(({ id }) => id).toSorted()
  }

  /** The paths in which the two do not say the same to this provider. */
  differingPaths(one: InventoryConfiguration, other: InventoryConfiguration): FindingPath[] {
    return configurationDifferences(
      one,
      other,
      this.provider.capabilities.behaviour.fieldOrderSignificant,
    ).map(({ path }) => path)
  }

  /** Fails, naming every path with both values, unless the two say the same to this provider. */
  expectSame(
    actual: InventoryConfiguration,
    expected: InventoryConfiguration,
    subject = 'it is not the same',
  ): void {
    const found = configurationDifferences(
      expected,
      actual,
      this.provider.capabilities.behaviour.fieldOrderSignificant,
    ).map(({ path, desired, actual }) => `${path} is ${show(actual)}, not ${show(desired)}`)
    ok(found.length === 0, `${subject}: ${found.join('; ')}`)
  }
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
