import { expect, test } from 'vitest'

import { readTarget } from '../wire/wire-request.ts'
import { s3Address } from './s3-address.ts'

test.each([
  ['127.0.0.1:9000', '/photos/a%20b/c', { bucket: 'photos', key: 'a b/c' }],
  ['localhost:9000', '/photos/', { bucket: 'photos' }],
  ['localhost:9000', '/', {}],
  ['emulator:9000', '/photos/?inventory', { bucket: 'photos' }],
  ['[::1]:9000', '/photos', { bucket: 'photos' }],
  ['photos.localhost:9000', '/a', { bucket: 'photos', key: 'a' }],
  ['my.photos.localhost', '/', { bucket: 'my.photos' }],
  ['photos.emulator.test', '/a', { bucket: 'photos', key: 'a' }],
  ['s3.emulator.test', '/photos/a', { bucket: 'photos', key: 'a' }],
  ['s3.amazonaws.com', '/photos', { bucket: 'photos' }],
  ['photos.s3.amazonaws.com', '/a', { bucket: 'photos', key: 'a' }],
  ['s3.eu-west-1.amazonaws.com', '/photos', { bucket: 'photos', region: 'eu-west-1' }],
  ['a.b.s3.eu-west-1.amazonaws.com', '/', { bucket: 'a.b', region: 'eu-west-1' }],
  ['p.s3.dualstack.us-gov-west-1.amazonaws.com', '/', { bucket: 'p', region: 'us-gov-west-1' }],
  ['p.s3.cn-north-1.amazonaws.com.cn', '/', { bucket: 'p', region: 'cn-north-1' }],
  ['127.0.0.1', '/b--x-s3//?session', { bucket: 'b--x-s3' }],
  ['127.0.0.1', '/b--x-s3//a/b', { bucket: 'b--x-s3', key: 'a/b' }],
  ['127.0.0.1', '/photos//a', { bucket: 'photos', key: '/a' }],
  [
    's3express-control.us-east-1.amazonaws.com',
    '/b--x-s3/',
    { bucket: 'b--x-s3', region: 'us-east-1' },
  ],
])('reads %s%s', (host, target, expected) => {
  const request = {
    cloud: 's3' as const,
    method: 'GET',
    ...readTarget(target),
    headers: { host },
    body: Buffer.alloc(0),
  }
  expect(s3Address(request)).toEqual({ host: host.replace(/:\d+$/, ''), ...expected })
})
