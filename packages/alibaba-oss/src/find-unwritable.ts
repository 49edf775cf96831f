import { leafPaths } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { unwritableCharacter } from '@bucket-inventory/xml'

import type { OssFindings } from './oss-findings.ts'

const places = leafPaths.map((path) => ({ path, keys: path.split('.') }))

/** Asks for another text wherever one holds a character that no document can. */
export function findUnwritable(configuration: InventoryConfiguration, findings: OssFindings): void {
  for (const { path, keys } of places) {
    let value: unknown = configuration
    for (const key of keys) {
      if (typeof value !== 'object' || value === null) break
      value = Reflect.get(value, key)
    }
    if (typeof value !== 'string' && !Array.isArray(value)) continue
    const texts: unknown[] = typeof value === 'string' ? [value] : value
    for (const text of texts) {
      const character = typeof text === 'string' ? unwritableCharacter(text) : undefined
      if (character === undefined) continue
      findings.needs(
        path,
        `${JSON.stringify(text)} holds ${character}, which the document of OSS cannot hold`,
        `text without ${character}`,
        'photos/',
      )
    }
  }
}
