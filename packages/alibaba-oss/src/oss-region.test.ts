import { describe, expect, it } from 'vitest'

import { endpointInRegion } from './oss-region.ts'

describe('endpointInRegion', () => {
  it.each([
    ['https://oss-cn-hangzhou.aliyuncs.com', 'https://oss-cn-beijing.aliyuncs.com'],
    ['oss-cn-hangzhou-internal.aliyuncs.com', 'oss-cn-beijing-internal.aliyuncs.com'],
    ['http://oss-us-west-1.aliyuncs.com:8080', 'http://oss-cn-beijing.aliyuncs.com:8080'],
  ])('takes %s for %s', (endpoint, expected) => {
    expect(endpointInRegion(endpoint, 'cn-beijing')).toBe(expected)
  })

  it.each([
    'http://127.0.0.1:9000',
    'https://oss.example.com',
    'https://oss-cn-hangzhou.example.com',
    'https://oss-accelerate.aliyuncs.com',
    'https://boss-cn-hangzhou.aliyuncs.com',
    'https://oss-cn-hangzhou.aliyuncs.com.example.com',
  ])('leaves %s as it is', (endpoint) => {
    expect(endpointInRegion(endpoint, 'cn-beijing')).toBe(endpoint)
  })
})
