import { capabilitiesFor, configurationPaths, supportOfPath } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { ossCapabilities } from './oss-capabilities.ts'

it('names a page of the vendor for every path', () => {
  const pages = configurationPaths.map((path) => supportOfPath(ossCapabilities, path).reference)
  expect(new Set(pages)).toEqual(
    new Set([
      'https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory',
      'https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketinventory',
      'https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory',
    ]),
  )
})

it.each(['cn-qingdao', 'oss-cn-qingdao', 'cn-huhehaote', 'eu-central-1', 'oss-eu-central-1'])(
  'declares all filters native in %s',
  (region) => {
    const { paths } = capabilitiesFor(ossCapabilities, { region })
    expect(paths['filter.size.max'].support).toBe('native')
    expect(paths['filter.lastModified.from'].support).toBe('native')
    expect(paths['filter.storageClasses'].support).toBe('native')
  },
)

it.each([undefined, 'cn-hangzhou', 'ap-southeast-2'])(
  'declares filters beyond the prefix unverified in %s',
  (region) => {
    const scope = region === undefined ? {} : { region }
    const { paths } = capabilitiesFor(ossCapabilities, scope)
    expect(paths['filter.size.max'].support).toBe('unverified')
    expect(paths['filter.prefix'].support).toBe('native')
  },
)

it('declares no monthly reports where the documentation denies them', () => {
  const { values } = capabilitiesFor(ossCapabilities, { region: 'oss-na-south-1' })
  expect(values['schedule.every'].month).toBe('coerced')
})
