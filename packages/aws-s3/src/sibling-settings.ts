import type { S3ConnectionOptions } from './s3-connection.ts'
import { isS3Host } from './s3-partitions.ts'
import type { RoleCredentials } from './s3-role-credentials.ts'

/** What a client of another service of AWS is made with. */
export interface SiblingSettings {
  readonly region?: string
  readonly endpoint?: string
  readonly profile?: string
  readonly maxAttempts?: number
  readonly credentials?: () => Promise<RoleCredentials>
}

/**
 * Settings by which another service of AWS is reached as S3 is: with the same credentials, and where the server of S3 is
 * not one of AWS itself, at the same server.
 */
export async function siblingSettings(
  options: S3ConnectionOptions,
  region: string | undefined,
): Promise<SiblingSettings> {
  const { profile, maxAttempts, client } = options
  const credentials = options.credentials ?? credentialsOf(client?.config)
  const endpoint = await endpointOf(options)
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(credentials === undefined ? {} : { credentials }),
  }
}

/** Those of a client that was given. */
function credentialsOf(config: object | undefined): SiblingSettings['credentials'] {
  const found: unknown = config && Reflect.get(config, 'credentials')
  return isProvider<RoleCredentials>(found) ? found : undefined
}

async function endpointOf({ endpoint, client }: S3ConnectionOptions): Promise<string | undefined> {
  const given: unknown = client && Reflect.get(client.config, 'endpoint')
  const url = endpoint ?? (isProvider<Address>(given) ? urlOf(await given()) : undefined)
  return url === undefined || isS3Host(new URL(url).hostname) ? undefined : url
}

interface Address {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
}

function urlOf({ protocol, hostname, port }: Address): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
}

function isProvider<Provided>(value: unknown): value is () => Promise<Provided> {
  return typeof value === 'function'
}
