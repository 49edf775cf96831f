import { describe, expect, it } from 'vitest'

import { formatPlace, parseLocation, parsePlace } from './place.ts'

describe('parsePlace', () => {
  it.each([
    ['s3://photos', { kind: 'bucket', location: { scheme: 's3', bucket: 'photos' } }],
    [
      'oss://prod@photos-cn?region=cn-hangzhou',
      {
        kind: 'bucket',
        location: { scheme: 'oss', connection: 'prod', bucket: 'photos-cn', region: 'cn-hangzhou' },
      },
    ],
    [
      'oss://photos-cn?region=cn-hangzhou&profile=prod',
      {
        kind: 'bucket',
        location: { scheme: 'oss', bucket: 'photos-cn', region: 'cn-hangzhou', profile: 'prod' },
      },
    ],
    [
      's3://photos#daily',
      { kind: 'inventory', location: { scheme: 's3', bucket: 'photos' }, id: 'daily' },
    ],
    [
      's3://photos?region=eu-west-1#a b/c#d',
      {
        kind: 'inventory',
        location: { scheme: 's3', bucket: 'photos', region: 'eu-west-1' },
        id: 'a b/c#d',
      },
    ],
    [
      's3://reports/photos/../daily/2026-11-20T01-00Z/manifest.json',
      {
        kind: 'object',
        location: { scheme: 's3', bucket: 'reports' },
        key: 'photos/../daily/2026-11-20T01-00Z/manifest.json',
      },
    ],
    [
      's3://reports/a?b=c#d/manifest.json?region=us-east-1',
      {
        kind: 'object',
        location: { scheme: 's3', bucket: 'reports', region: 'us-east-1' },
        key: 'a?b=c#d/manifest.json',
      },
    ],
    ['./folder', { kind: 'folder', path: './folder' }],
    ['/data', { kind: 'folder', path: '/data' }],
  ])('reads %s and writes it back', (text, place) => {
    expect(parsePlace(text)).toStrictEqual(place)
    expect(formatPlace(parsePlace(text))).toBe(text)
  })

  it.each([
    ['photos', 'write a bucket as s3://photos'],
    ['s3://', 'name a bucket'],
    ['s3://#daily', 'name a bucket'],
    ['s3://photos#', 'name the inventory after the "#"'],
    ['s3://photos#daily?region=eu-west-1', 'put the region before the "#"'],
    ['s3://pho tos', '"pho tos" is no name of a bucket'],
    ['s3://@photos', '"" is no name of a connection'],
    ['s3://photos?region=', 'a value is missing'],
    ['s3://photos?regoin=x', 'only region=R and profile=P may follow the bucket'],
    ['s3://photos?region=eu-west-1&region=us-east-1', 'a parameter comes twice'],
  ])('refuses %s and says what to write', (text, advice) => {
    expect(() => parsePlace(text)).toThrow(advice)
  })

  it('refuses an inventory where a bucket is wanted', () => {
    expect(() => parseLocation('s3://photos#daily')).toThrow('a bucket is wanted here')
  })
})
