import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { planOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { otherInventory, teamFile, writingOperations } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

async function startTeamWorld(file = teamFile()): Promise<CliWorld> {
  const world = await startCliWorld()
  await world.write('team.yaml', file)
  return world
}

function writes({ emulator }: CliWorld): number {
  return writingOperations.reduce((sum, operation) => sum + emulator.requests({ operation }), 0)
}

it('says what it would create, and writes nothing', async () => {
  const world = await startTeamWorld()
  expect(await world.run(['plan', 'team.yaml'])).toStrictEqual({
    code: 2,
    output: `s3://photos
  + create bi-daily
oss://photos-cn
  + create bi-daily
2 to create, 0 to replace, 0 to delete, 0 unchanged, 0 foreign
`,
    messages: '',
  })
  expect(writes(world)).toBe(0)
})

it('takes a declaration from standard input, as JSON too', async () => {
  const world = await startCliWorld()
  const declaration = { apiVersion: 'bucket-inventory/v1', inventories: [] }
  const { code, output } = await world.run(['plan', '-'], { input: JSON.stringify(declaration) })
  expect({ code, output }).toStrictEqual({
    code: 0,
    output: '0 to create, 0 to replace, 0 to delete, 0 unchanged, 0 foreign\n',
  })
})

it('finds nothing to do after an apply', async () => {
  const world = await startTeamWorld()
  await world.run(['apply', 'team.yaml', '--yes'])
  expect(await world.run(['plan', 'team.yaml'])).toMatchObject({
    code: 0,
    output: `s3://photos
  = unchanged bi-daily
oss://photos-cn
  = unchanged bi-daily
0 to create, 0 to replace, 0 to delete, 2 unchanged, 0 foreign
`,
  })
})

it('says what differs, what would start a new run, whose is what, and what prune would delete', async () => {
  const world = await startTeamWorld()
  await world.run(['apply', 'team.yaml', '--yes'])
  for (const id of ['bi-left', 'theirs']) {
    await world.run(['put', 's3://photos', '-'], { input: otherInventory(id, 's3') })
  }
  await world.write('team.yaml', teamFile({ every: 'week', more: ', filter: { prefix: logs/ }' }))
  const planned = await world.run(['plan', 'team.yaml'])
  expect(planned).toMatchObject({
    code: 2,
    output: `s3://photos
  ~ replace bi-daily
      schedule.every: day -> week
      filter.prefix: none -> logs/
  . foreign bi-left: not declared; --prune would delete it
  . foreign theirs: left alone
oss://photos-cn
  ~ replace bi-daily, starts a new run
      schedule.every: day -> week
      filter.prefix: none -> logs/
0 to create, 2 to replace, 0 to delete, 0 unchanged, 2 foreign
`,
  })
  const pruned = await world.run(['plan', 'team.yaml', '--prune'])
  expect(pruned.output).toContain('\n  - delete bi-left\n  . foreign theirs: left alone\n')
  expect(pruned.output).toContain(
    '0 to create, 2 to replace, 1 to delete, 0 unchanged, 1 foreign\n',
  )
})

it('does not create again what runs once, unless it is told to', async () => {
  const once = ', enabled: true'
  const file = teamFile({ more: once }).replace('every: day', 'every: once, deleteAfterRun: true')
  const world = await startTeamWorld(
    file.replace(/ {6}- location: s3[^]*?(?= {6}- location: oss)/, ''),
  )
  const { code, output } = await world.run(['plan', 'team.yaml'])
  expect({ code, output }).toStrictEqual({
    code: 0,
    output: `oss://photos-cn
  o consumed or absent bi-daily: it ran, or never did; --run-again creates it
0 to create, 0 to replace, 0 to delete, 0 unchanged, 0 foreign, 1 consumed or absent
`,
  })
  expect(await world.run(['plan', 'team.yaml', '--run-again'])).toMatchObject({ code: 2 })
})

describe('a plan that cannot be applied', () => {
  it('exits 1, with everything that is needed or would be lost, and is not saved', async () => {
    const world = await startTeamWorld(
      teamFile({ more: ', filter: { size: { min: 1024 } }' }).replace(
        'format: csv\n',
        'format: orc\n',
      ),
    )
    const planned = await world.run(['plan', 'team.yaml', '--out', 'plan.json'])
    expect(planned.code).toBe(1)
    expect(planned.output).toContain('  ! blocked bi-daily: would lose filter.size\n')
    expect(planned.output).toContain('  ! blocked bi-daily: would lose destination.format\n')
    expect(planned.messages).toMatch(/^s3:\/\/photos#bi-daily:\nemulated filter\.size: /)
    expect(planned.messages).toContain('oss://photos-cn#bi-daily:\n')
    expect(planned.messages).toMatch(
      /error: the plan cannot be applied as it is; 2 blocked: .*\nthe plan is not saved\n$/,
    )
    await expect(stat(join(world.folder, 'plan.json'))).rejects.toMatchObject({ code: 'ENOENT' })

    const allowed = await world.run(['plan', 'team.yaml', '--allow', 'lossy,filter.size'])
    expect(allowed).toMatchObject({ code: 2, output: expect.stringContaining('2 to create') })
    expect(allowed.messages).toContain('left to who reads the reports: size at least 1024 bytes\n')
  })

  it('exits 1 where a bucket cannot be looked at, and says the others', async () => {
    const world = await startTeamWorld(teamFile().replace('s3://photos', 's3://none'))
    const { code, output, messages } = await world.run(['plan', 'team.yaml'])
    expect(code).toBe(1)
    expect(output).toContain('s3://none\n  ? unreadable bi-daily: ')
    expect(output).toContain('oss://photos-cn\n  + create bi-daily\n')
    expect(messages).toContain('1 unreadable: nobody can tell what would be changed there\n')
  })
})

it('is a document, also where it cannot be applied', async () => {
  const world = await startTeamWorld()
  const planned = await world.run(['plan', 'team.yaml', '--json'])
  expect(planned.code).toBe(2)
  expect(planOutputSchema.parse(JSON.parse(planned.output))).toMatchObject({
    loss: 'refuse',
    steps: [{ action: 'create' }, { action: 'create' }],
    summary: { create: 2, blocked: 0 },
  })
  await world.write('team.yaml', teamFile().replaceAll('format: csv', 'format: orc'))
  const refused = await world.run(['plan', 'team.yaml', '--json'])
  expect(refused.code).toBe(1)
  expect(planOutputSchema.parse(JSON.parse(refused.output))).toMatchObject({
    summary: { create: 1, blocked: 1 },
  })
})

it('goes to a new file, for apply', async () => {
  const world = await startTeamWorld()
  const planned = await world.run(['plan', 'team.yaml', '--out', 'plan.json', '--json'])
  expect(planned).toMatchObject({
    code: 2,
    messages: 'the plan is saved in plan.json: bucket-inventory apply plan.json\n',
  })
  const { summary, saved: file, ...plan } = planOutputSchema.parse(JSON.parse(planned.output))
  expect({ file, summary }).toMatchObject({ file: 'plan.json', summary: { create: 2 } })
  const path = join(world.folder, 'plan.json')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const saved = await readFile(path, 'utf8')
  expect(JSON.parse(saved)).toMatchObject({
    apiVersion: 'bucket-inventory/v1',
    kind: 'plan',
    created: '2026-11-21T20:58:00Z',
    plan,
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  })
  const again = await world.run(['plan', 'team.yaml', '--out', 'plan.json'])
  expect(again).toMatchObject({ code: 1, output: '' })
  expect(again.messages).toContain('the file plan.json is there already; choose another with --out')
  expect(await readFile(path, 'utf8')).toBe(saved)
})

it('reaches buckets of other accounts in roles, by pattern and by tag, as apply does', async () => {
  const accounts = [
    { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
    { id: '111111111111', accessKeyId: 'other', secretAccessKey: 'other' },
  ]
  const world = await startCliWorld({ accounts })
  for (const [cloud, name, team] of [
    ['s3', 'logs-web', 'web'],
    ['s3', 'logs-shop', 'shop'],
    ['s3', 'other', 'web'],
    ['oss', 'logs-cn-web', 'web'],
    ['oss', 'logs-cn-shop', 'shop'],
  ] as const) {
    await world.emulator.createBucket({ cloud, name, account: '111111111111', tags: { team } })
  }
  await world.write(
    'team.yaml',
    `apiVersion: bucket-inventory/v1
connections:
  theirs: { provider: aws-s3, region: us-east-1, roles: ["arn:aws:iam::111111111111:role/Inventory"] }
  ours-cn: { provider: alibaba-oss, region: cn-hangzhou, roles: ["acs:ram::111111111111:role/Inventory"] }
inventories:
  - configuration: { id: daily, schedule: { every: day } }
    at:
      - select: { connection: theirs, name: "logs-*" }
        destination: { bucket: reports, accountId: "012345678901", format: csv }
      - select: { connection: ours-cn, tags: { team: web } }
        destination:
          bucket: reports-cn
          accountId: "1283641033516515"
          roleArn: acs:ram::1283641033516515:role/AliyunOSSRole
          format: csv
`,
  )
  const { output } = await world.run(['plan', 'team.yaml'])
  expect(output).toBe(`s3://theirs@logs-shop?region=us-east-1
  + create daily
s3://theirs@logs-web?region=us-east-1
  + create daily
oss://ours-cn@logs-cn-web?region=cn-hangzhou
  + create daily
3 to create, 0 to replace, 0 to delete, 0 unchanged, 0 foreign
`)
  expect(await world.run(['plan', 'team.yaml', '--out', 'plan.json'])).toMatchObject({ code: 2 })
  expect(await world.run(['apply', 'plan.json', '--yes'])).toMatchObject({ code: 0 })
  expect(await world.run(['plan', 'team.yaml'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('0 to create, 0 to replace, 0 to delete, 3 unchanged'),
  })
})
