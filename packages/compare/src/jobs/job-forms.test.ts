import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { jobTools } from './job-form.ts'
import type { JobTool } from './job-form.ts'
import { jobForms } from './job-forms.ts'
import { bucket, JobWorld, missing, notExpressed } from './job-world.test.support.ts'
import { listedBy } from './listed-by.test.support.ts'
import type { WriteJobOptions } from './write-job.ts'

describe('jobForms', () => {
  let world: JobWorld
  beforeAll(async () => {
    world = await JobWorld.start()
  })
  afterAll(() => world.close())

  it.each(jobTools)(
    'lists each object for %s once, in the job or apart, whatever its key',
    async (tool) => {
      await fc.assert(
        fc.asyncProperty(fc.array(keyArbitrary), fc.boolean(), async (keys, hasVersions) => {
          const objects = keys.map((key, index) =>
            missing({
              key,
              size: index,
              ...(hasVersions ? { versionId: versions[index % 3] ?? null } : {}),
            }),
          )
          const { folder, ...counts } = await world.write(tool, objects)
          const listed = counts.objects === 0 ? [] : await listedBy(tool, folder)
          const apart = counts.notExpressed === 0 ? [] : await notExpressed(folder)
          expect(listed).toHaveLength(counts.objects)
          expect(apart).toHaveLength(counts.notExpressed)
          expect([...listed, ...apart].map(({ key }) => key).toSorted()).toStrictEqual(
            keys.toSorted(),
          )
        }),
        { numRuns: 60 },
      )
    },
  )

  it.each<[JobTool, readonly string[]]>([
    ['online-migration', ['/a', String.raw`\a`, `${'é'.repeat(511)}ab`]],
    ['s3-batch-operations', ['é'.repeat(512) + 'a']],
    ['datasync', ['folder/', 'é'.repeat(512) + 'a']],
    [
      'rclone',
      [
        'a\nb',
        'a\r',
        '/a',
        'a/',
        'a//b',
        './a',
        'a/../b',
        '../x',
        'a\0',
        'a\tb',
        'a\u007F',
        'a\u240Ab',
        '\u201Ba',
      ],
    ],
  ])('says which keys %s cannot name', async (tool, keys) => {
    const { folder, notExpressed: count } = await world.write(
      tool,
      keys.map((key) => missing({ key })),
    )
    expect(count).toBe(keys.length)
    expect((await notExpressed(folder)).map(({ key }) => key)).toStrictEqual(keys)
  })

  it.each<[JobTool, readonly string[]]>([
    ['online-migration', [...awkward, '../x', 'a//b', 'a\r\nb', 'é'.repeat(511)]],
    ['s3-batch-operations', [...awkward, '../x', '/a//', 'a\r\nb', 'é'.repeat(512)]],
    ['datasync', [...awkward, '../x', '/a//b', 'a\r\nb', ' a ', 'é'.repeat(512)]],
    ['rclone', [...awkward, ' a ', '# a', '; b', '．．/a', 'a／b', '\uFFFD', 'é'.repeat(512)]],
  ])('gives %s awkward keys as they are', async (tool, keys) => {
    const { folder } = await world.write(
      tool,
      keys.map((key) => missing({ key })),
    )
    expect(await listedBy(tool, folder)).toStrictEqual(keys.map((key) => ({ key })))
  })

  it('gives the version ids of the source to the tools that take them', async () => {
    const objects = [
      missing({ key: 'a', versionId: '3/L4+k' }),
      missing({ key: 'b', versionId: null, isLatest: true }),
      missing({ key: 'b', versionId: 'v1', isLatest: false }),
      missing({ key: 'c', versionId: 'm', isDeleteMarker: true }),
    ]
    const batch = await world.write('s3-batch-operations', objects)
    expect(await listedBy('s3-batch-operations', batch.folder)).toStrictEqual([
      { key: 'a', version: '3/L4+k' },
      { key: 'b', version: 'null' },
      { key: 'b', version: 'v1' },
    ])
    const sync = await world.write('datasync', objects)
    expect(await listedBy('datasync', sync.folder)).toStrictEqual([
      { key: 'a', version: '3/L4+k' },
      { key: 'b' },
    ])
    expect(await notExpressed(sync.folder)).toStrictEqual([
      {
        key: 'b',
        versionId: 'v1',
        verdict: 'missing',
        reason: 'is not the latest version of its key',
      },
      { key: 'c', versionId: 'm', verdict: 'missing', reason: 'is a delete marker' },
    ])
    const copy = await world.write('datasync', objects, {
      source: { ...bucket, provider: 'alibaba-oss' },
    })
    expect(await listedBy('datasync', copy.folder)).toStrictEqual([{ key: 'a' }, { key: 'b' }])
  })

  it('keeps rows with and without version ids apart', async () => {
    const objects = [missing({ key: 'a', versionId: 'v' }), missing({ key: 'b' })]
    for (const [first, reason] of [
      [0, 'has no version id, and others have'],
      [1, 'has a version id, and others have none'],
    ] as const) {
      const turned = first === 0 ? objects : objects.toReversed()
      const { folder } = await world.write('s3-batch-operations', turned)
      expect(await notExpressed(folder)).toMatchObject([{ reason }])
      expect(await listedBy('s3-batch-operations', folder)).toHaveLength(1)
    }
  })

  it('says where S3 Batch Operations finds its manifest, and its ETag', async () => {
    const uploadTo = { bucket: 'jobs', prefix: 'retry/', partition: 'aws-cn' }
    const {
      folder = '',
      files,
      next,
    } = await world.write('s3-batch-operations', [missing({ key: 'a' })], { uploadTo })
    const md5 = createHash('md5').update('photos,a\n').digest('hex')
    expect(
      JSON.parse(await readFile(join(folder, 'create-job-manifest.json'), 'utf8')),
    ).toStrictEqual({
      Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
      Location: { ObjectArn: 'arn:aws-cn:s3:::jobs/retry/manifest.csv', ETag: md5 },
    })
    expect(files[0]).toStrictEqual({ name: 'manifest.csv', size: 9, md5 })
    expect(next[0]).toContain('s3://jobs/retry/manifest.csv')
  })

  it('cuts the lists of Data Online Migration into files below the limit, and fills them', async () => {
    const partBytes = 32 * 1024
    const keys = Array.from(
      { length: 6000 },
      (_, index) => `k${createHash('sha256').update(`${index}`).digest('base64')}`,
    )
    const uploadTo = { bucket: 'jobs', prefix: 'retry/' }
    const { folder = '', files } = await world.write(
      'online-migration',
      keys.map((key) => missing({ key })),
      { partBytes, uploadTo },
    )
    const parts = files.filter(({ name }) => name.endsWith('.csv.gz'))
    expect(parts.length).toBeGreaterThan(6)
    for (const { size } of parts) expect(size).toBeLessThanOrEqual(partBytes)
    for (const { size } of parts.slice(0, -1)) expect(size).toBeGreaterThan(partBytes * 0.7)
    const { files: named } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    expect(named[0].key).toBe('retry/part-00001.csv.gz')
    expect(await listedBy('online-migration', folder, 'retry/')).toStrictEqual(
      keys.map((key) => ({ key })),
    )
  })

  it.each<[JobTool, Partial<WriteJobOptions>, string]>([
    [
      's3-batch-operations',
      { source: { bucket: 'b', provider: 'alibaba-oss' } },
      'no job for S3 Batch Operations: it reads from buckets of S3 only',
    ],
    [
      'online-migration',
      { destination: { bucket: 'b', provider: 'aws-s3' } },
      'no job for Alibaba Cloud Data Online Migration: it copies to buckets of OSS only',
    ],
  ])('refuses %s between other clouds', async (tool, options, message) => {
    await expect(world.write(tool, [], options)).rejects.toMatchObject({
      code: 'unsupported',
      message,
    })
  })

  it('names the page of each vendor', () => {
    for (const tool of jobTools) {
      expect(jobForms[tool].name).toBe(tool)
      expect(new URL(jobForms[tool].reference).protocol).toBe('https:')
    }
  })
})

const versions = ['v1', null, 'v,"2"'] as const
const awkward = [
  'a "b", c',
  "it's",
  '中文/é',
  'a+b',
  '%41%',
  'a b',
  '=1',
  '(a)*!~',
  'x'.repeat(1000),
]

const keyArbitrary = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.stringMatching(/^[a/. ,"\n\r+%\u201B\u2400]{1,12}$/),
)
