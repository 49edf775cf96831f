import type { Capabilities } from '@bucket-inventory/core'

import { abortCases } from './cases/abort.ts'
import { declarationCases } from './cases/declaration.ts'
import { deletionCases } from './cases/deletion.ts'
import { errorCases } from './cases/errors.ts'
import { lawCases } from './cases/laws.ts'
import { listingCases } from './cases/listing.ts'
import { otherWordCases } from './cases/other-words.ts'
import { refusalCases } from './cases/refusal.ts'
import { replacementCases } from './cases/replacement.ts'
import { roundTripCases } from './cases/round-trip.ts'
import { storedCopyCases } from './cases/stored-copy.ts'
import type { ConformanceCase, ProviderHarness } from './conformance-case.ts'
import { Suite } from './suite.ts'

/**
 * Every promise of the port as one named case, for any test runner. What is declared carried must come back from the real
 * service; what is not must be refused or reported before any request leaves: no capability is skipped, each has its case.
 */
export function providerConformance(
  capabilities: Capabilities,
  harness: ProviderHarness,
): ConformanceCase[] {
  const suite = new Suite(capabilities, harness)
  return [
    ...declarationCases(suite),
    ...roundTripCases(suite),
    ...storedCopyCases(suite),
    ...refusalCases(suite),
    ...otherWordCases(suite),
    ...lawCases(suite),
    ...listingCases(suite),
    ...deletionCases(suite),
    ...replacementCases(suite),
    ...errorCases(suite),
    ...abortCases(suite),
  ]
}
