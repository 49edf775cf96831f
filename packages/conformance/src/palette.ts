import type { ConfigurationPath, NativeRemainder, ValuePath } from '@bucket-inventory/core'
import type * as fc from 'fast-check'

/** What configurations are generated from. */
export interface Palette {
  /** Whether the path is asked for at all. */
  readonly allows: (path: ConfigurationPath) => boolean
  /** The words to choose from. */
  readonly words: (path: ValuePath) => readonly string[]
  /** Words that are chosen now and then. */
  readonly rareWords: (path: ValuePath) => readonly string[]
  /** Text for an id, a prefix or an identity. */
  readonly text: (path: ConfigurationPath) => fc.Arbitrary<string>
  /** A number within these bounds of the model. */
  readonly number: (path: ConfigurationPath, least: number, most: number) => fc.Arbitrary<number>
  /** An instant, as a person may write it. */
  readonly instant: fc.Arbitrary<string>
  /** What is held beyond the neutral words, by provider. */
  readonly native: fc.Arbitrary<Readonly<Record<string, NativeRemainder>> | undefined>
}
