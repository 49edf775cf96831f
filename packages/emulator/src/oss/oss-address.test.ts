import { expect, test } from 'vitest'

import { readTarget } from '../wire/wire-request.ts'
import { ossAddresses } from './oss-address.ts'

const hangzhou = 'cn-hangzhou'

test.each([
  ['127.0.0.1:9000', '/photos/a', [{ bucket: 'photos', key: 'a' }]],
  ['127.0.0.1:9000', '/', [{}]],
  ['photos.localhost:9000', '/a', [{ bucket: 'photos', key: 'a' }]],
  ['oss-cn-hangzhou.aliyuncs.com', '/', [{ region: hangzhou }]],
  ['photos.oss-cn-hangzhou.aliyuncs.com', '/a', [{ bucket: 'photos', key: 'a', region: hangzhou }]],
  ['photos.oss-cn-hangzhou-internal.aliyuncs.com', '/', [{ bucket: 'photos', region: hangzhou }]],
  ['photos.cn-hangzhou.aliyuncs.com', '/', [{ bucket: 'photos', region: hangzhou }]],
  ['photos.oss-accelerate.aliyuncs.com', '/', [{ bucket: 'photos' }]],
  ['undefined.oss-cn-hangzhou.aliyuncs.com', '/', [{ region: hangzhou }]],
  [
    'photos.oss-cn-hangzhou.aliyuncs.com',
    '/photos/a',
    [
      { bucket: 'photos', key: 'a', region: hangzhou },
      { bucket: 'photos', key: 'photos/a', region: hangzhou },
    ],
  ],
])('reads %s%s', (host, target, expected) => {
  const request = {
    cloud: 'oss' as const,
    method: 'GET',
    ...readTarget(target),
    headers: { host },
    body: Buffer.alloc(0),
  }
  const name = host.replace(/:\d+$/, '')
  expect(ossAddresses(request)).toEqual(expected.map((one) => ({ host: name, ...one })))
})
