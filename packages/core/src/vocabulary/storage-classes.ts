import type { Open } from './native-word.ts'

/**
 * The neutral storage classes. One to one with a provider's own: no two native classes of one provider share a neutral
 * name, so that a filter never widens or narrows on its way through.
 */
export type StorageClass =
  | 'standard'
  | 'reduced-redundancy'
  | 'express-single-zone'
  | 'intelligent-tiering'
  | 'infrequent-access'
  | 'infrequent-access-single-zone'
  | 'archive-instant'
  | 'archive'
  | 'cold-archive'
  | 'deep-archive'
  | 'deep-cold-archive'

/** How hot a class is, for comparing copies on two clouds. */
export type StorageTier =
  | 'hot'
  | 'infrequent'
  | 'cold'
  | 'archive'
  | 'deep-archive'
  | 'automatic'
  | 'unknown'

/** What a class of one provider is: the same name may mean other redundancy elsewhere. */
export interface RecordedStorageClass {
  readonly name: Open<StorageClass>
  /** The provider's own spelling. */
  readonly native: string
  readonly tier: StorageTier
  readonly redundancy: 'multiple-zones' | 'single-zone' | 'unknown'
  /** `restore`: the object must be restored before it can be read. */
  readonly access: 'online' | 'restore' | 'unknown'
}

/** Every neutral class with one sentence of what it is. */
export const storageClasses: Readonly<Record<StorageClass, string>> = {
  standard: 'Read often, at once; several zones.',
  'reduced-redundancy': 'Read often; fewer copies than standard.',
  'express-single-zone': 'Lowest latency, in one zone.',
  'intelligent-tiering': 'The provider moves objects between tiers by their use.',
  'infrequent-access': 'Read rarely, at once; several zones.',
  'infrequent-access-single-zone': 'Read rarely, at once; one zone.',
  'archive-instant': 'Read very rarely, but at once.',
  archive: 'Restored before it is read, within minutes to hours.',
  'cold-archive': 'Restored before it is read, within hours.',
  'deep-archive': 'Restored before it is read, within half a day and more.',
  'deep-cold-archive':
    'Restored before it is read; the coldest of those who tell it from cold archive.',
}
