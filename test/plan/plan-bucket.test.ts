import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { InventoryError, parseInventoryConfiguration, planBucket } from '@bucket-inventory/core'
import type {
  InventoryConfiguration,
  InventoryProvider,
  PlanBucketOptions,
  PlanStep,
  StoredInventory,
} from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

const s3 = createS3Provider({ region: 'us-east-1' })
/** A region where every filter is known to be applied, and one where it is not. */
const oss = createOssProvider({ region: 'cn-qingdao' })
const ossElsewhere = createOssProvider({ region: 'cn-hangzhou' })

const onS3 = parseInventoryConfiguration({
  id: 'bi-daily',
  schedule: { every: 'day' },
  fields: ['size', 'etag'],
  destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
})
const onOss: InventoryConfiguration = {
  ...onS3,
  destination: {
    ...onS3.destination,
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/R',
  },
}

/** As the provider would give it back. */
function stored(provider: InventoryProvider, configuration: InventoryConfiguration) {
  const translation = provider.translate(configuration, provider.scope('photos'))
  if (!translation.complete) throw new Error('it needs more')
  return provider.interpret(translation.native, provider.scope('photos'))
}

interface Seen {
  readonly actual?: readonly StoredInventory[]
  readonly unreadable?: readonly { readonly id: string; readonly error: InventoryError }[]
}

function plan(
  provider: InventoryProvider,
  desired: readonly InventoryConfiguration[],
  { actual = [], unreadable = [] }: Seen = {},
  options: Omit<PlanBucketOptions, 'location'> = {},
): PlanStep[] {
  const location = `${provider.scheme}://photos`
  const state = { actual, unreadable }
  return planBucket(provider, provider.scope('photos'), desired, state, { location, ...options })
}

const actions = (steps: readonly PlanStep[]) => steps.map(({ id, action }) => `${action} ${id}`)

describe('plans', () => {
  it('to create what is not there, with its findings', () => {
    const [step] = plan(s3, [onS3])
    expect(step).toStrictEqual({
      action: 'create',
      location: 's3://photos',
      provider: 'aws-s3',
      id: 'bi-daily',
      desired: onS3,
      findings: [],
    })
  })

  it.each([
    ['S3', s3, onS3],
    ['OSS', oss, onOss],
  ])('nothing on %s where it is there as it should be', (_, provider, desired) => {
    const [step] = plan(provider, [desired], { actual: [stored(provider, desired)] })
    expect(step).toMatchObject({ action: 'unchanged', id: 'bi-daily', findings: [] })
  })

  it.each([
    ['S3', s3, onS3, false],
    ['OSS', oss, onOss, true],
  ])('to replace on %s what differs, and says in what', (_, provider, desired, startsNewRun) => {
    const actual = stored(provider, { ...desired, enabled: false, schedule: { every: 'week' } })
    const [step] = plan(provider, [desired], { actual: [actual] })
    expect(step).toMatchObject({
      action: 'replace',
      actual,
      startsNewRun,
      differences: [
        { path: 'enabled', desired: true, actual: false },
        { path: 'schedule.every', desired: 'day', actual: 'week' },
      ],
    })
  })

  it('by id, whatever the order of the declaration', () => {
    const ids = ['c', 'a', 'b'].map((id) => ({ ...onS3, id }))
    expect(actions(plan(s3, ids))).toStrictEqual(['create a', 'create b', 'create c'])
  })
})

describe('drift', () => {
  it('is none where a filter is emulated and its columns were added', () => {
    const desired = { ...onS3, fields: [], filter: { size: { min: 1 } } }
    const actual = stored(s3, desired)
    expect(actual.configuration).not.toHaveProperty('filter')
    const [step] = plan(s3, [desired], { actual: [actual] }, { loss: ['emulated'] })
    expect(step).toMatchObject({ action: 'unchanged', residual: { size: { min: 1 } } })
  })

  it('is none where a rounded bound does not show, and one where a service that honours it lost it', () => {
    const desired = { ...onOss, filter: { size: { max: 0 } } }
    const options = { loss: ['emulated'] } as const
    const without = { actual: [stored(ossElsewhere, { ...onOss, fields: ['size', 'etag'] })] }
    expect(plan(ossElsewhere, [desired], without, options)).toMatchObject([
      {
        action: 'unchanged',
        findings: expect.arrayContaining([
          expect.objectContaining({ verdict: 'advisory', path: 'filter.size.max' }),
        ]),
      },
    ])
    expect(
      actions(plan(ossElsewhere, [desired], without, { ...options, resend: true })),
    ).toStrictEqual(['replace bi-daily'])
    expect(actions(plan(oss, [desired], without, options))).toStrictEqual(['replace bi-daily'])
    const narrowed = { ...onOss, filter: { size: { max: 7 } } }
    const other = { actual: [stored(ossElsewhere, narrowed)] }
    expect(actions(plan(ossElsewhere, [desired], other, options))).toStrictEqual([
      'replace bi-daily',
    ])
  })

  it('is none where the order of columns says nothing, and one where it does', () => {
    const turned = (configuration: InventoryConfiguration) => ({
      ...configuration,
      fields: configuration.fields.toReversed(),
    })
    expect(actions(plan(s3, [onS3], { actual: [stored(s3, turned(onS3))] }))).toStrictEqual([
      'unchanged bi-daily',
    ])
    expect(actions(plan(oss, [onOss], { actual: [stored(oss, turned(onOss))] }))).toStrictEqual([
      'replace bi-daily',
    ])
  })

  it('is none where the service filled in what was left to it', () => {
    const encryption = { type: 'kms' } as const
    const desired = { ...onOss, destination: { ...onOss.destination, encryption } }
    const actual = stored(oss, {
      ...desired,
      destination: { ...desired.destination, encryption: { ...encryption, keyId: 'filled-in' } },
    })
    expect(actions(plan(oss, [desired], { actual: [actual] }))).toStrictEqual([
      'unchanged bi-daily',
    ])
  })

  it('cannot be told where what is unverified does not show: it is said, and sent again when asked', () => {
    const desired = { ...onOss, filter: { size: { min: 1024 } } }
    const actual = [stored(ossElsewhere, onOss)]
    const [step] = plan(ossElsewhere, [desired], { actual })
    expect(step).toMatchObject({
      action: 'unchanged',
      findings: [
        { verdict: 'unverified', path: 'filter.size.min' },
        { verdict: 'advisory', path: 'filter.size.min' },
      ],
    })
    const [again] = plan(ossElsewhere, [desired], { actual }, { resend: true })
    expect(again).toMatchObject({
      action: 'replace',
      differences: [{ path: 'filter.size.min', desired: 1024, actual: undefined }],
    })
  })

  it('is one where what is unverified shows and differs', () => {
    const sized = (min: number) => ({ ...onOss, filter: { size: { min } } })
    const actual = [stored(ossElsewhere, sized(1))]
    expect(actions(plan(ossElsewhere, [sized(2)], { actual }))).toStrictEqual(['replace bi-daily'])
  })
})

describe('others', () => {
  const others = ['theirs', 'bi-old'].map((id) => stored(oss, { ...onOss, id }))

  it('are left alone, and named', () => {
    const steps = plan(oss, [], { actual: others }, { manages: (id) => id.startsWith('bi-') })
    expect(steps).toMatchObject([
      { action: 'foreign', id: 'bi-old', managed: true },
      { action: 'foreign', id: 'theirs', managed: false },
    ])
  })

  it('are deleted only where prune is asked for and they are managed', () => {
    const manages = (id: string) => id.startsWith('bi-')
    expect(actions(plan(oss, [], { actual: others }, { manages, prune: true }))).toStrictEqual([
      'delete bi-old',
      'foreign theirs',
    ])
    expect(actions(plan(oss, [], { actual: others }, { prune: true }))).toStrictEqual([
      'foreign bi-old',
      'foreign theirs',
    ])
  })

  it('that are trials of ours, left over and not enabled, may be pruned', () => {
    const provider: InventoryProvider = {
      ...bound(oss),
      scratchPrefix: 'trial-',
    }
    const actual = [false, true].map((enabled) =>
      stored(oss, { ...onOss, id: `trial-${enabled ? 'by-somebody' : '1'}`, enabled }),
    )
    expect(plan(provider, [], { actual })).toMatchObject([
      { action: 'foreign', managed: true },
      { action: 'foreign', managed: false },
    ])
    expect(actions(plan(provider, [], { actual }, { prune: true }))).toStrictEqual([
      'delete trial-1',
      'foreign trial-by-somebody',
    ])
  })
})

describe('blocks', () => {
  it('what needs input, and shows all that was found', () => {
    const desired = { ...onS3, schedule: { every: 'month' } as const }
    const [step] = plan(oss, [desired])
    expect(step).toMatchObject({ action: 'blocked', desired })
    expect(step).toHaveProperty(
      'findings',
      expect.arrayContaining([
        expect.objectContaining({ verdict: 'needs-input', path: 'destination.roleArn' }),
      ]),
    )
  })

  it('a loss and an emulated filter, until they are allowed', () => {
    const parquet = {
      ...onOss,
      destination: { ...onOss.destination, format: 'parquet' as const },
    }
    expect(actions(plan(oss, [parquet]))).toStrictEqual(['blocked bi-daily'])
    expect(actions(plan(oss, [parquet], {}, { loss: ['lossy'] }))).toStrictEqual([
      'create bi-daily',
    ])
    const sized = { ...onS3, filter: { size: { min: 1 } } }
    expect(actions(plan(s3, [sized]))).toStrictEqual(['blocked bi-daily'])
    expect(actions(plan(s3, [sized], {}, { loss: ['filter.size'] }))).toStrictEqual([
      'create bi-daily',
    ])
  })
})

describe('what runs once and deletes itself', () => {
  const once: InventoryConfiguration = {
    ...onOss,
    schedule: { every: 'once', deleteAfterRun: true },
  }

  it('is not created again without being asked', () => {
    expect(plan(oss, [once])).toMatchObject([{ action: 'consumed-or-absent', desired: once }])
    expect(actions(plan(oss, [once], {}, { runAgain: true }))).toStrictEqual(['create bi-daily'])
  })

  it('is compared like any other while it is there', () => {
    expect(actions(plan(oss, [once], { actual: [stored(oss, once)] }))).toStrictEqual([
      'unchanged bi-daily',
    ])
  })

  it('is created where it stays after its run', () => {
    expect(actions(plan(oss, [{ ...once, schedule: { every: 'once' } }]))).toStrictEqual([
      'create bi-daily',
    ])
  })
})

describe('what cannot be read', () => {
  const error = new InventoryError('protocol', 'the answer is no document')

  it('is said instead of a step on it', () => {
    const unreadable = [{ id: 'bi-daily', error }]
    expect(plan(s3, [onS3, { ...onS3, id: 'z' }], { unreadable })).toMatchObject([
      { action: 'unreadable', id: 'bi-daily', error: { code: 'protocol' } },
      { action: 'create', id: 'z' },
    ])
  })

  it('does not keep the rest from being planned where its id is not known', () => {
    const steps = plan(s3, [onS3], { unreadable: [{ id: '', error }] })
    expect(actions(steps)).toStrictEqual(['unreadable ', 'create bi-daily'])
  })
})

/** Methods of a class are not copied by a spread. */
function bound(provider: InventoryProvider): InventoryProvider {
  return {
    name: provider.name,
    scheme: provider.scheme,
    capabilities: provider.capabilities,
    scope: (bucket) => provider.scope(bucket),
    translate: (configuration, scope) => provider.translate(configuration, scope),
    interpret: (native, scope) => provider.interpret(native, scope),
    document: (native) => provider.document(native),
    idOf: (native) => provider.idOf(native),
    put: async (bucket, native, options) => provider.put(bucket, native, options),
    get: async (bucket, id, options) => provider.get(bucket, id, options),
    list: (bucket, options) => provider.list(bucket, options),
    delete: async (bucket, id, options) => provider.delete(bucket, id, options),
  }
}
