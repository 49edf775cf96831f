import { InventoryError } from '@bucket-inventory/core'

import type { OssCredentials } from './oss-connection.ts'
import { stsError } from './sts-error.ts'

export interface StsOptions {
  /** Of STS, as `https://sts.aliyuncs.com`. */
  readonly endpoint: string
  /** Milliseconds to wait for an answer. */
  readonly timeout: number
  /** Default: none. */
  readonly signal?: AbortSignal
}

/**
 * Asks STS with some credentials, temporary ones too, for which the STS client of ali-oss has no place. Sent once. Rejects
 * with an `InventoryError` that begins with what it is about, and tells nothing of the credentials.
 */
export async function askSts(
  about: string,
  action: Readonly<Record<string, string>> & { readonly Action: string },
  credentials: OssCredentials,
  { endpoint, timeout, signal }: StsOptions,
): Promise<unknown> {
  const { accessKeyId, accessKeySecret, stsToken = '' } = credentials
  const body = await signedForm(
    {
      ...action,
      Version: '2015-04-01',
      Format: 'JSON',
      AccessKeyId: accessKeyId,
      ...(stsToken === '' ? {} : { SecurityToken: stsToken }),
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      SignatureNonce: crypto.randomUUID(),
      Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    },
    accessKeySecret,
  )
  let status: number
  let text: string
  try {
    const inTime = AbortSignal.timeout(timeout)
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      redirect: 'error',
      signal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]),
    })
    status = response.status
    text = await response.text()
  } catch (error) {
    signal?.throwIfAborted()
    const reason = error instanceof Error ? causeOf(error) : String(error)
    throw new InventoryError('unavailable', `${about}: no answer of STS (${reason})`, {
      cause: error,
    })
  }
  if (status !== 200) {
    throw stsError(about, status, parsed(without(text, [accessKeySecret, stsToken])))
  }
  return parsed(text)
}

/** The older of two ways to sign, and the one that clients of OSS use: https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism */
async function signedForm(
  parameters: Readonly<Record<string, string>>,
  secret: string,
): Promise<string> {
  const form = Object.entries(parameters)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${percentEncoded(value)}`)
    .join('&')
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    bytes.encode(`${secret}&`),
    { name: 'HMAC', hash: 'SHA-1' },
    false,
    ['sign'],
  )
  const text = bytes.encode(`POST&%2F&${percentEncoded(form)}`)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, text))
  return `${form}&Signature=${percentEncoded(btoa(String.fromCodePoint(...signature)))}`
}

/** RFC 3986: five characters more than `encodeURIComponent`. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  )
}

/** A server may quote what it was sent. */
function without(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => (secret === '' ? [] : [secret, percentEncoded(secret)]))
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What `fetch` hides behind "fetch failed". */
function causeOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
