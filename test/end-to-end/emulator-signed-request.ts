import { createHash, createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

/** A request to the emulated S3, or STS, that no SDK would send. */
export interface RawRequest {
  readonly method?: string
  /** Path and query, percent-encoded. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly secret?: string
  readonly accessKeyId?: string
  readonly region?: string
  /** Default: `s3`. */
  readonly service?: string
  readonly date?: Date
  /** Instead of the hash of the body. */
  readonly payloadHash?: string
}

export interface RawResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Signs a request with AWS's version 4, by a second implementation than the emulator's, and sends it. */
export function sendSigned(endpoint: string, raw: RawRequest): Promise<RawResponse> {
  const { method = 'GET', target, body = '', secret = 'test' } = raw
  const { region = 'us-east-1', service = 's3' } = raw
  const date = (raw.date ?? new Date()).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const payloadHash = raw.payloadHash ?? hash(body)
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'x-amz-date': date,
    'x-amz-content-sha256': payloadHash,
    ...raw.headers,
  }
  const names = Object.keys(headers).toSorted()
  const [path = '', query = ''] = target.split('?')
  const canonicalQuery = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted()
    .join('&')
  const canonical = [
    method,
    path,
    canonicalQuery,
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n')
  let key: string | Buffer = `AWS4${secret}`
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest()
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  const credential = `${raw.accessKeyId ?? 'test'}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return sendRaw(endpoint, { method, target, body, headers: { ...headers, authorization } })
}

/** Sends a request just so. */
export function sendRaw(
  endpoint: string,
  { method = 'GET', target, headers = {}, body = '' }: RawRequest,
): Promise<RawResponse> {
  const { hostname, port } = new URL(endpoint)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: target, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8') })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The code of an error document. */
export function codeOf({ text }: RawResponse): string | undefined {
  return /<Code>(.*)<\/Code>/.exec(text)?.[1]
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
