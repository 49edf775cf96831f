import { memoryCapabilities } from '@bucket-inventory/memory'
import { describe } from 'vitest'

import { conforms } from './conforms.ts'
import { memoryHarness } from './memory-harness.ts'
import { narrowCapabilities } from './narrow-capabilities.ts'

describe('memory', () => {
  conforms(memoryCapabilities, memoryHarness())
})

describe('memory with a narrow table, on a service that only creates', () => {
  conforms(narrowCapabilities, memoryHarness(narrowCapabilities))
})

describe('memory with an overlay', () => {
  conforms(narrowCapabilities, memoryHarness(narrowCapabilities, { region: 'little' }))
})
