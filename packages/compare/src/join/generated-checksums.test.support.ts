import * as fc from 'fast-check'

import type { ChecksumRecord } from '../checksum-record.ts'
import { oddKeys } from './generated-sides.test.support.ts'
import type { KnownChecksum, OracleRow } from './join-oracle.test.support.ts'

/** A record, and what it says. */
export interface GeneratedChecksum {
  readonly record: ChecksumRecord
  readonly known: KnownChecksum
}

const digest = 'd41d8cd98f00b204e9800998ecf8427e'
const largest = 'f'.repeat(16)

/** What is written, by algorithm and by what it says: the same in different ways, as far as these are known. */
const written: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  md5: {
    [digest]: [digest, digest.toUpperCase(), Buffer.from(digest, 'hex').toString('base64')],
    [`0${digest.slice(1)}`]: [`0${digest.slice(1)}`],
  },
  crc64xz: {
    '0': ['0', '0000000000000000', 'AAAAAAAAAAA='],
    '18446744073709551615': ['18446744073709551615', largest, `0x${largest}`, '//////////8='],
  },
  crc64nvme: { '0': ['AAAAAAAAAAA=', '0000000000000000'], [largest]: [largest, '//////////8='] },
  sha256: {
    [digest + digest]: [digest + digest],
    'not as long': ['not as long'],
  },
  'unheard of': { '1': ['1'], '2': ['2'] },
}

const names: Readonly<Record<string, readonly string[]>> = {
  md5: ['MD5', 'md5'],
  crc64xz: ['CRC-64/XZ', 'crc64ecma', 'Crc64'],
  crc64nvme: ['CRC64NVME', 'CRC-64/NVME'],
  sha256: ['SHA256', 'sha-256'],
  'unheard of': ['unheard of', 'UnheardOf'],
}

const checksum = fc
  .constantFrom(
    ...Object.entries(written).flatMap(([algorithm, values]) =>
      Object.entries(values).flatMap(([value, texts]) =>
        texts.map((text) => ({ algorithm, value, text })),
      ),
    ),
  )
  .chain(({ algorithm, value, text }) =>
    fc.record({
      name: fc.constantFrom(...(names[algorithm] ?? [])),
      composite: fc.constantFrom(undefined, undefined, false, true),
      parts: fc.constantFrom(undefined, undefined, 2, 3),
      algorithm: fc.constant(algorithm),
      value: fc.constant(value),
      text: fc.constant(text),
    }),
  )

/** Checksums of keys that generated sides have. */
export const generatedChecksums: fc.Arbitrary<readonly GeneratedChecksum[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(...oddKeys.filter(({ length }) => length < 100)),
      fc.constantFrom(undefined, undefined, null, 'v1', 'v2'),
      checksum,
    )
    .map(([key, versionId, { algorithm, name, value, text, composite, parts }]) => {
      const opaque = algorithm === 'unheard of' || value === 'not as long'
      const suffix = parts === undefined ? '' : `-${parts}`
      return {
        record: {
          key,
          algorithm: name,
          value: `${text}${suffix}`,
          ...(versionId === undefined ? {} : { versionId }),
          ...(composite === undefined ? {} : { composite }),
        },
        known: {
          algorithm,
          value: `${value}${suffix}`,
          opaque,
          composite: composite === true || (parts !== undefined && !opaque),
          joined: true,
        },
      }
    }),
  { maxLength: 40, size: 'max' },
)

/** As a report of checksums gives them. */
export async function* records(
  checksums: readonly GeneratedChecksum[],
): AsyncGenerator<ChecksumRecord> {
  for (const { record } of checksums) yield record
}

/** Those of a row, by key and version. Without a version: as `isDefault` says. */
export function checksumsOf(
  checksums: readonly GeneratedChecksum[],
  { original, record }: OracleRow,
  isDefault: boolean,
): readonly KnownChecksum[] {
  return checksums
    .filter(({ record: { key, versionId } }) => {
      if (Buffer.from(key).toString('hex') !== original) return false
      return versionId === undefined ? isDefault : versionId === record.versionId
    })
    .map(({ known }) => known)
}
