import { BlockList, isIP } from 'node:net'

/** Whether an IP address lies in a range, `203.0.113.0/24`, or is the one that is given. */
export function matchesAddress(range: string, address: string): boolean {
  const [network = '', prefix] = range.split('/')
  const type = typeOf(network)
  const addressType = typeOf(address)
  if (type === undefined || addressType === undefined) return false
  const list = new BlockList()
  const bits = prefix === undefined ? (type === 'ipv4' ? 32 : 128) : Number(prefix)
  list.addSubnet(network, bits, type)
  return list.check(address, addressType)
}

/** Whether a text is an address or a range of them. */
export function isAddressRange(range: string): boolean {
  const [network = '', prefix, ...more] = range.split('/')
  const bits = { ipv4: 32, ipv6: 128 }[typeOf(network) ?? 'ipv4']
  if (typeOf(network) === undefined || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
}

function typeOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}
