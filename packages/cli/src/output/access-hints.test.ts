import { expect, it } from 'vitest'

import type { CommandCall } from '../command.ts'
import { accessHints } from './access-hints.ts'
import type { CheckupOutput } from './doctor-output.ts'

function checkup(location: string, ...failed: readonly string[]): CheckupOutput {
  const checks = failed.map((name) => ({ name, state: 'failure', evidence: '' }) as const)
  return { location, provider: '', id: 'daily', of: 'stored', verdict: 'failure', checks }
}

function call(places: readonly string[], values: CommandCall['values'] = {}): CommandCall {
  return { command: 'doctor', arguments: places, values, switches: [] }
}

it('names the place that was asked for, as a shell takes it, and each kind once', () => {
  const places = ['s3://photos', 'oss://cn?region=cn-qingdao#daily']
  const checkups = [
    checkup('s3://photos', 'destination-policy-allows', 'source-bucket'),
    checkup('s3://photos', 'key-policy', 'destination-policy-allows'),
    checkup('oss://cn?region=cn-qingdao', 'role-exists'),
    checkup('s3://well', 'destination-policy-denies'),
  ]
  expect(accessHints(checkups, { kind: 'places', places }, call(places))).toStrictEqual([
    'bucket-inventory access s3://photos --apply --kind bucket-policy,key-policy',
    "bucket-inventory access 'oss://cn?region=cn-qingdao#daily' --apply --kind role-trust,role-permission",
  ])
})

it('names a file, where it is for, and the account', () => {
  const location = { scheme: 's3', bucket: 'photos' }
  const configuration = {
    id: 'daily',
    enabled: true,
    schedule: { every: 'day' },
    versions: 'current',
    fields: [],
    destination: { bucket: 'reports', format: 'csv' },
  } as const
  const asked = call(['my daily.yaml'], { at: ['s3://photos'], account: ['012345678901'] })
  const source = { kind: 'configuration', digest: '', configuration, location } as const
  expect(accessHints([checkup('s3://photos', 'key-policy')], source, asked)).toStrictEqual([
    "bucket-inventory access 'my daily.yaml' --at s3://photos --apply --kind key-policy --account 012345678901",
  ])
})

it('says how many more there are', () => {
  const places = [1, 2, 3, 4, 5].map((number) => `s3://photos-${number}`)
  const checkups = places.map((place) => checkup(place, 'key-policy'))
  const hints = accessHints(checkups, { kind: 'places', places }, call(places))
  expect(hints).toHaveLength(4)
  expect(hints.at(-1)).toBe('and so for 2 more')
})
