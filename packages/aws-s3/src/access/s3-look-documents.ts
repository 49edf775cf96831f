import { readDocument } from '@bucket-inventory/xml'
import type { ElementReader } from '@bucket-inventory/xml'

/** How a bucket encrypts what says nothing of it. */
export interface DefaultEncryption {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`. */
  readonly algorithm: string
  readonly keyId?: string
}

/** A rule that changes objects as they grow old. */
export interface LifecycleRule {
  readonly id: string
  readonly enabled: boolean
  readonly prefix: string
  /** Whether it takes only objects of certain tags or sizes. */
  readonly narrowed: boolean
  /** Days until current objects expire. */
  readonly days?: number
  /** When they all expire, those written later at once: ISO 8601. */
  readonly date?: string
  /** Days until versions that are not current are deleted. */
  readonly noncurrentDays?: number
  readonly transitions: readonly Transition[]
}

export interface Transition {
  readonly days: number
  readonly storageClass: string
}

/** Throws `protocol` for what is no such document. */
export function readVersioning(text: string): string {
  return readDocument(text, ['VersioningConfiguration']).element.text('Status') ?? ''
}

/** Throws `protocol` for what is no such document. `AES256` is what every bucket has that says nothing. */
export function readEncryption(text: string): DefaultEncryption {
  const { element } = readDocument(text, ['ServerSideEncryptionConfiguration'])
  const [rule] = element.children('Rule')
  const settings = rule?.child('ApplyServerSideEncryptionByDefault')
  const keyId = settings?.text('KMSMasterKeyID') ?? ''
  return {
    algorithm: settings?.text('SSEAlgorithm') ?? 'AES256',
    ...(keyId === '' ? {} : { keyId }),
  }
}

/** Throws `protocol` for what is no such document. */
export function readLifecycle(text: string): readonly LifecycleRule[] {
  const { element } = readDocument(text, ['LifecycleConfiguration'])
  return element.children('Rule').map(readRule)
}

function readRule(rule: ElementReader): LifecycleRule {
  const filter = rule.child('Filter')
  const all = filter?.child('And') ?? filter
  const expiration = rule.child('Expiration')
  const days = daysOf(expiration, 'Days')
  const date = expiration?.text('Date')?.trim() ?? ''
  const noncurrentDays = daysOf(rule.child('NoncurrentVersionExpiration'), 'NoncurrentDays')
  return {
    id: rule.text('ID') ?? '',
    enabled: rule.text('Status') === 'Enabled',
    // Where there is no filter, an old rule has its prefix beside it.
    prefix: all?.text('Prefix') ?? rule.text('Prefix') ?? '',
    narrowed: narrowing.some((name) => all?.has(name)),
    ...(days === undefined ? {} : { days }),
    ...(date === '' ? {} : { date }),
    ...(noncurrentDays === undefined ? {} : { noncurrentDays }),
    transitions: rule.children('Transition').flatMap((transition) => {
      const after = daysOf(transition, 'Days')
      const storageClass = transition.text('StorageClass') ?? ''
      return after === undefined ? [] : [{ days: after, storageClass }]
    }),
  }
}

const narrowing = ['Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan']

function daysOf(element: ElementReader | undefined, name: string): number | undefined {
  const text = element?.text(name)?.trim() ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}
