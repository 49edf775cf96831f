import type {
  AccessChange,
  AccessDocument,
  AccessFormat,
  AccessOptions,
  AccessSubject,
  ApplyAccessOptions,
  DeliveryAccess,
  DeliveryChecks,
  RequestOptions,
} from '@bucket-inventory/core'

import type { OssConnection } from '../oss-connection.ts'
import type { OssRequests } from '../oss-requests.ts'
import type { RetryOptions } from '../retry-request.ts'
import { applyChange } from './apply-change.ts'
import { callerAccount } from './caller-account.ts'
import { createOssChecks } from './create-oss-checks.ts'
import { ossDocuments } from './oss-documents.ts'
import { planChange } from './plan-change.ts'
import type { ChangeTools } from './plan-change.ts'
import { bySubject, preferredDocuments } from './preferred-documents.ts'
import { RamRequests } from './ram-requests.ts'
import { renderDocuments } from './render-documents.ts'

/** What delivery on OSS needs beside the configuration: a role, what it may do, and the buckets. */
export class OssDeliveryAccess implements DeliveryAccess {
  readonly #connection: OssConnection
  readonly #requests: OssRequests
  readonly #ram: RamRequests

  constructor(connection: OssConnection, requests: OssRequests, retry: RetryOptions) {
    this.#connection = connection
    this.#requests = requests
    this.#ram = new RamRequests(connection, retry)
  }

  documents(
    subjects: readonly AccessSubject[],
    options: AccessOptions = {},
  ): readonly AccessDocument[] {
    return ossDocuments(subjects, this.#inRegion(options))
  }

  render(documents: readonly AccessDocument[], format: AccessFormat): string {
    return renderDocuments(documents, format)
  }

  accountId({ signal }: RequestOptions = {}): Promise<string | undefined> {
    return callerAccount(this.#connection, signal)
  }

  checks(options: AccessOptions = {}): DeliveryChecks {
    // What was throttled is to be asked again.
    const account = (signal: AbortSignal | undefined) => callerAccount(this.#connection, signal)
    return createOssChecks({ ...this.#tools(), account }, this.#inRegion(options))
  }

  /** Of two forms of one permission the narrower one; all lifecycle rules of a bucket in one change. */
  async changes(
    documents: readonly AccessDocument[],
    { signal }: RequestOptions = {},
  ): Promise<readonly AccessChange[]> {
    const tools = this.#tools()
    const changes: AccessChange[] = []
    for (const group of groupsOf(preferredDocuments(documents))) {
      changes.push((await planChange(group, tools, signal)).change)
    }
    return changes
  }

  async apply(change: AccessChange, options: ApplyAccessOptions = {}): Promise<void> {
    await applyChange(change, this.#tools(), options)
  }

  /** Whose credentials these are is asked once for each look. */
  #tools(): ChangeTools {
    let account: Promise<string | undefined> | undefined
    return {
      ram: this.#ram,
      requests: this.#requests,
      account: (signal) => (account ??= callerAccount(this.#connection, signal)),
    }
  }

  #inRegion(options: AccessOptions): AccessOptions {
    const { region } = this.#connection
    return options.region !== undefined || region === undefined ? options : { ...options, region }
  }
}

function groupsOf(documents: readonly AccessDocument[]): readonly (readonly AccessDocument[])[] {
  const single = documents.filter(({ kind }) => kind !== 'retention').map((document) => [document])
  const rules = bySubject(documents.filter(({ kind }) => kind === 'retention'))
  return [...single, ...rules.map(([, group]) => group)]
}
