/** What the `Authorization` header of a version 4 signature says. */
export interface Authorization {
  readonly accessKeyId: string
  /** `yyyymmdd`, of the scope. */
  readonly day: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: string
  readonly signature: string
}

/** Reads the header of a version 4 signature, for whichever service; `undefined` for one that is malformed. */
export function readAuthorization(header: string): Authorization | undefined {
  if (!header.startsWith(`${algorithm} `)) return undefined
  const fields = new Map<string, string>()
  for (const field of header.slice(algorithm.length).split(',')) {
    const equals = field.indexOf('=')
    fields.set(field.slice(0, equals).trim(), field.slice(equals + 1).trim())
  }
  const scope = readCredential(fields.get('Credential') ?? '')
  const signedHeaders = fields.get('SignedHeaders')
  const signature = fields.get('Signature')
  if (scope === undefined || signedHeaders === undefined || signature === undefined)
    return undefined
  return { ...scope, signedHeaders, signature }
}

const algorithm = 'AWS4-HMAC-SHA256'

/** Key id and scope of a signature. */
export function readCredential(
  credential: string,
): Omit<Authorization, 'signedHeaders' | 'signature'> | undefined {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential)
  if (match === null) return undefined
  const [, accessKeyId = '', day = '', region = '', service = ''] = match
  return { accessKeyId, day, region, service }
}
