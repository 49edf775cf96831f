import { parseDeclaration } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { missingOssRegion, planWithoutOssRegion } from './missing-oss-region.ts'

const configuration = { id: 'daily', schedule: { every: 'day' } }

const declaration = parseDeclaration({
  apiVersion: 'bucket-inventory/v1',
  connections: {
    near: { provider: 'alibaba-oss', region: 'cn-hangzhou' },
    own: { provider: 'alibaba-oss', endpoint: 'https://oss.example.com' },
    bare: { provider: 'alibaba-oss', profile: 'prod' },
    s3: { provider: 'aws-s3' },
  },
  manage: { ids: '*', at: ['oss://near@managed'] },
  inventories: [
    {
      configuration,
      at: [
        { location: 's3://photos' },
        { location: 'oss://photos?region=cn-hangzhou' },
        { location: 'oss://near@photos' },
        { location: 'oss://own@photos' },
        { location: 'oss://bare@photos' },
        { location: 'oss://photos' },
        { select: { connection: 's3' } },
        { select: { connection: 'near' } },
        { select: { connection: 'bare' } },
      ],
    },
  ],
})

it('says once where the region of OSS is missing, and how often', () => {
  expect(missingOssRegion(declaration, {})).toStrictEqual([
    {
      path: 'inventories[0].at[4].location',
      message: expect.stringMatching(/^no region for OSS, here and at 2 more: set OSS_REGION/),
    },
  ])
})

it.each([{ OSS_REGION: 'cn-hangzhou' }, { OSS_ENDPOINT: 'http://127.0.0.1:1' }])(
  'misses none where the environment is %j',
  (environment) => {
    expect(missingOssRegion(declaration, environment)).toStrictEqual([])
  },
)

it('says the first place of a plan that misses one', () => {
  const base = { provider: 'alibaba-oss', id: 'x', action: 'unreadable' } as const
  const error = { code: 'unknown', message: '' } as const
  const plan = {
    connections: declaration.connections ?? {},
    loss: 'refuse',
    steps: ['s3://photos', 'oss://near@photos', 'oss://photos'].map((location) => ({
      ...base,
      error,
      location,
    })),
  } as const
  expect(planWithoutOssRegion(plan, {})).toBe('oss://photos')
  expect(planWithoutOssRegion(plan, { OSS_REGION: 'cn-hangzhou' })).toBeUndefined()
})
