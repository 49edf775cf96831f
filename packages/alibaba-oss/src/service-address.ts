import { InventoryError } from '@bucket-inventory/core'

import { parseOssEndpoint } from './oss-endpoint.ts'

/** Where STS is. Throws `invalid-input` for what is no address of a server. */
export function stsAddress(text = 'https://sts.aliyuncs.com'): string {
  return originOf(text, 'STS', 'https://sts.cn-hangzhou.aliyuncs.com')
}

/** Where RAM is. Roles are not made over a line that others can read and write on. */
export function ramAddress(text = 'https://ram.aliyuncs.com'): string {
  const origin = originOf(text, 'RAM', 'https://ram.aliyuncs.com')
  const { protocol, hostname } = new URL(origin)
  if (protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) {
    return origin
  }
  throw new InventoryError('invalid-input', `"${origin}" is no endpoint of RAM: only https is safe`)
}

function originOf(text: string, service: string, example: string): string {
  const url = parseOssEndpoint(text)
  if (url !== undefined && url.href === `${url.origin}/`) return url.origin
  throw new InventoryError('invalid-input', `no endpoint of ${service}: write it as "${example}"`)
}
