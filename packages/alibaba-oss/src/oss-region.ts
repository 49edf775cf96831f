/** The id of a region without the `oss-` that endpoints put before it: `oss-cn-hangzhou` is `cn-hangzhou`. */
export function ossRegion(id: string): string {
  return id.replace(/^oss-/, '')
}

/** Each id both ways, for tables that are looked up by what a person wrote. */
export function bothRegionIds(ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => [id, `oss-${id}`])
}

/** The region that an endpoint of the service itself is of, `undefined` for any other host. */
export function regionOfEndpoint(hostname: string): string | undefined {
  const [, region] = /(?:^|\.)oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(hostname) ?? []
  return region === undefined || region.startsWith('accelerate') ? undefined : region
}

/** The same endpoint in another region, where it is the public or internal one of a region; any other as it is. */
export function endpointInRegion(endpoint: string, region: string): string {
  return endpoint.replace(
    /((?:^|[/.])oss-)([a-z0-9-]+?)((?:-internal)?\.aliyuncs\.com)(?=[:/]|$)/,
    (whole: string, start: string, id: string, end: string) =>
      id.startsWith('accelerate') ? whole : start + region + end,
  )
}

/**
 * Whether the host is one of OSS itself. Others of the vendor's hosts are functions, gateways and load balancers of its
 * customers, on which anything may run. https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints
 */
export function isOssHost(hostname: string): boolean {
  return /(?:^|\.)(?:(?:vpc100-)?oss-[a-z0-9-]+|[a-z0-9-]+\.oss)\.aliyuncs\.com$/.test(hostname)
}
