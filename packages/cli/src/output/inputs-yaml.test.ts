import { expect, it } from 'vitest'
import { parse } from 'yaml'

import { inputsYaml } from './inputs-yaml.ts'

const value = {
  path: 'destination.accountId',
  expected: 'an account',
  example: '012345678901',
  message: 'is needed\u0007',
} as const

it.each([
  'daily',
  'true',
  '007',
  'a: b',
  '# no comment',
  'täglich',
  '"quoted"',
  'line\nfeed',
  'bell\u0007 next\u0085 line\u2028',
  '- item',
  '{',
  ' ',
])('asks for the values of the inventory %j', (inventory) => {
  const from = `s3://photos#${inventory}`
  const missing = { inventory, from, location: 'oss://photos-cn', id: inventory }
  const id = { ...value, path: 'id' } as const
  const text = inputsYaml('s3://photos?region=eu-west-1', 'oss://photos-cn', [
    { ...missing, values: [value, id], losses: [] },
  ])
  expect(parse(text)).toStrictEqual({
    apiVersion: 'bucket-inventory/v1',
    kind: 'migration-inputs',
    from: 's3://photos?region=eu-west-1',
    to: 'oss://photos-cn',
    defaults: null,
    buckets: null,
    inventories: { [inventory]: { 'destination.accountId': null, id: null } },
  })
  expect(text).toContain("migrate 's3://photos?region=eu-west-1' oss://photos-cn --inputs FILE\n")
  expect(text).toContain('\n    # is needed\\u0007\n    # an account, such as "012345678901"\n')
  expect(text).toContain('defaults:\n  # destination.accountId: "012345678901"\n#')
})

it('says what would be lost, and how to allow it', () => {
  const text = inputsYaml('oss://a', 's3://b', [
    {
      inventory: 'daily',
      from: 'oss://a#daily',
      location: 's3://b',
      id: 'daily',
      values: [value],
      losses: [
        {
          verdict: 'lossy',
          path: 'schedule.every',
          asked: 'once',
          consequence: 'other-schedule',
          message: 'S3 has no such schedule',
        },
      ],
    },
  ])
  expect(text).toContain(`    # would be lost: schedule.every (once): S3 has no such schedule
    #   allow that with --allow schedule.every, or write another value for it
`)
})
