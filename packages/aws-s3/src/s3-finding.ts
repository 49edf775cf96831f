import type {
  ConfigurationPath,
  Consequence,
  FindingPath,
  LossyFinding,
  NeedsInputFinding,
} from '@bucket-inventory/core'
import { unwritableCharacter } from '@bucket-inventory/xml'

import { s3Capabilities } from './s3-capabilities.ts'

/** What a person must say, with the vendor's page. */
export function needsInput(
  path: FindingPath,
  message: string,
  expected: string,
  example: string,
): NeedsInputFinding {
  return { verdict: 'needs-input', path, message, expected, example, ...referenceOf(path) }
}

/** What S3 would do otherwise, with the vendor's page. */
export function lossy(
  path: FindingPath,
  asked: unknown,
  consequence: Consequence,
  message: string,
): LossyFinding {
  return { verdict: 'lossy', path, asked, consequence, message, ...referenceOf(path) }
}

/** The vendor's page on a path of the model, as a part of a finding. */
export function referenceOf(path: FindingPath): { readonly reference?: string } {
  return isOfModel(path) ? { reference: s3Capabilities.paths[path].reference } : {}
}

/** What to say of text that no XML document can hold; `undefined` where it can. */
export function unwritable(path: FindingPath, text: string): NeedsInputFinding | undefined {
  const character = unwritableCharacter(text)
  if (character === undefined) return undefined
  return needsInput(
    path,
    `${path} holds ${character}, which the document of S3 cannot carry in any spelling`,
    `text without ${character}`,
    text.replaceAll(/[^ -~]/g, '') || 'photos',
  )
}

function isOfModel(path: FindingPath): path is ConfigurationPath {
  return Object.hasOwn(s3Capabilities.paths, path)
}
