import type { JoinInstance } from './join-instance.ts'

/** Where what is known of a row lies in its record, and what its flags are: as of `assembly/record.ts`. */
export type RecordLayout = ReturnType<typeof recordLayout>

export function recordLayout(constant: JoinInstance['constant']) {
  return {
    flags: constant('FLAGS'),
    keyLength: constant('KEY_LENGTH'),
    size: constant('SIZE'),
    time: constant('TIME'),
    etag: constant('ETAG'),
    parts: constant('PARTS'),
    etagForm: constant('ETAG_FORM'),
    etagNone: constant('ETAG_NONE'),
    etagOfParts: constant('ETAG_OF_PARTS'),
    etagText: constant('ETAG_TEXT'),
    etagUpper: constant('ETAG_UPPER'),
    hasNullVersion: constant('HAS_NULL_VERSION'),
    hasVersion: constant('HAS_VERSION'),
    hasChecksum: constant('HAS_CHECKSUM'),
    wasRewritten: constant('WAS_REWRITTEN'),
  }
}
