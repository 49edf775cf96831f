import type { BucketScope, Finding, NativeRemainder } from '@bucket-inventory/core'
import { fitRemainder, unwritableCharacter } from '@bucket-inventory/xml'
import type { FitOptions } from '@bucket-inventory/xml'

import { isReproducible } from './s3-arn.ts'
import type { S3Configuration } from './s3-configuration.ts'
import { toS3Elements } from './s3-document.ts'
import { lossy, needsInput } from './s3-finding.ts'

const path = 'native.aws-s3'
const arnPlace = 'Destination/S3BucketDestination/Bucket'

const elements: FitOptions = {
  known: {
    Destination: {
      S3BucketDestination: {
        AccountId: 'text',
        Bucket: 'text',
        Encryption: { 'SSE-S3': {}, 'SSE-KMS': { KeyId: 'text' } },
        Format: 'text',
        Prefix: 'text',
      },
    },
    IsEnabled: 'text',
    Filter: { Prefix: 'text' },
    Id: 'text',
    IncludedObjectVersions: 'text',
    OptionalFields: { Field: 'text' },
    Schedule: { Frequency: 'text' },
  },
  telling: ['SSE-S3', 'SSE-KMS'],
  choices: ['Encryption'],
}

/**
 * What of a remainder is written beside the configuration, which may have changed since it was read; what has no place any
 * more is added to `findings`.
 */
export function toS3Remainder(
  native: S3Configuration,
  own: NativeRemainder,
  scope: BucketScope,
  findings: Finding[],
): NativeRemainder | undefined {
  const { kept, lost } = fitRemainder(toS3Elements(native), own, elements)
  const readArn = arnIn(own)
  const { Bucket } = native.Destination.S3BucketDestination
  const displaced = readArn === Bucket ? lost.filter((place) => place !== arnPlace) : lost
  if (readArn === Bucket && isReproducible(Bucket, scope.region)) {
    findings.push({
      verdict: 'coerced',
      path,
      asked: own,
      carried: kept ?? {},
      message: `S3 is told ${Bucket} anyway; it does not come back beside destination.bucket`,
    })
  }
  if (displaced.length > 0) {
    const message = `${displaced.join(', ')}: the configuration says this by itself; what was kept of the document is left out`
    findings.push(lossy(path, own, 'native-lost', message))
  }
  const character = kept && unwritableCharacter(textOf(kept))
  if (character !== undefined) {
    const message = `${path} holds ${character}, which the document of S3 cannot carry in any spelling`
    findings.push(needsInput(path, message, `text without ${character}`, 'text'))
  }
  return kept
}

/** The ARN of the destination as it was read, where it was kept whole. */
export function arnIn({ Destination }: NativeRemainder): string | undefined {
  const destination = isRecord(Destination) ? Destination['S3BucketDestination'] : undefined
  const bucket = isRecord(destination) ? destination['Bucket'] : undefined
  return typeof bucket === 'string' ? bucket : undefined
}

function textOf(value: NativeRemainder[string]): string {
  if (typeof value === 'string') return value
  return Object.entries(value)
    .map(([name, member]: [string, NativeRemainder[string]]) => `${name} ${textOf(member)}`)
    .join(' ')
}

function isRecord(value: NativeRemainder[string] | undefined): value is NativeRemainder {
  return typeof value === 'object' && !Array.isArray(value)
}
