import { InventoryError } from '@bucket-inventory/core'

import type { OssConnectionOptions, OssCredentials } from './oss-connection.ts'
import { parseOssEndpoint } from './oss-endpoint.ts'
import type { AliOssSettings } from './oss-transport.ts'

/**
 * What `ali-oss` is told. Throws `invalid-input` for what it would drop in silence or misread: a missing region, an endpoint
 * with a path, with credentials or by an IPv6 address.
 */
export function aliOssSettings(
  options: OssConnectionOptions,
  region: string | undefined,
  { accessKeyId, accessKeySecret, stsToken }: OssCredentials,
): AliOssSettings {
  const { signature = 'v4', timeout = 60_000, cname = false, internal = false } = options
  if (region === undefined && (signature === 'v4' || options.endpoint === undefined)) {
    throw new InventoryError(
      'invalid-input',
      'no region for OSS: give one, as "cn-hangzhou"; signatures need it',
    )
  }
  const endpoint = checkedEndpoint(options.endpoint)
  const pathStyle = options.pathStyle ?? (endpoint !== undefined && hasNoSubdomains(endpoint))
  return {
    accessKeyId,
    accessKeySecret,
    ...(stsToken === undefined || stsToken === '' ? {} : { stsToken }),
    ...(region === undefined ? {} : { region: `oss-${region}` }),
    ...(endpoint === undefined ? {} : { endpoint: endpoint.origin }),
    cname,
    internal,
    sldEnable: pathStyle && !cname,
    secure: true,
    authorizationV4: signature === 'v4',
    timeout,
  }
}

/** What ali-oss would drop in silence, or not take, is refused with what to write. */
function checkedEndpoint(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = parseOssEndpoint(text)
  const advice = 'write it as "https://oss-cn-hangzhou.aliyuncs.com"'
  if (url === undefined) throw new InventoryError('invalid-input', `no OSS endpoint: ${advice}`)
  const { host, hostname, username, password, pathname, search } = url
  if (username !== '' || password !== '') {
    throw new InventoryError('invalid-input', `credentials in the endpoint at ${host}: ${advice}`)
  }
  if (pathname !== '/' || search !== '') {
    throw new InventoryError('invalid-input', `a path in the endpoint at ${host}: ${advice}`)
  }
  if (hostname.startsWith('[')) {
    throw new InventoryError('invalid-input', `ali-oss does not reach the IPv6 address ${hostname}`)
  }
  return url
}

/** There is no `photos.127.0.0.1`, and rarely a `photos.localhost`. */
function hasNoSubdomains({ hostname }: URL): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
