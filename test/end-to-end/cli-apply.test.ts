import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { applyOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { otherInventory, teamFile, writingOperations } from './cli-declarations.ts'
import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const snapshots = 'bucket-inventory-snapshots'

async function startTeamWorld(file = teamFile()): Promise<CliWorld> {
  const world = await startCliWorld()
  await world.write('team.yaml', file)
  return world
}

/** The same, with the first declaration applied and a second one written. */
async function startAppliedWorld(next: string): Promise<CliWorld> {
  const world = await startTeamWorld()
  expect(await world.run(['apply', 'team.yaml', '--yes'])).toMatchObject({ code: 0 })
  await world.write('team.yaml', next)
  world.emulator.resetRequests()
  return world
}

function writes({ emulator }: CliWorld): number {
  return writingOperations.reduce((sum, operation) => sum + emulator.requests({ operation }), 0)
}

function kept(world: CliWorld, folder = snapshots): Promise<string[]> {
  return readdir(join(world.folder, folder))
}

describe('applies a declaration', () => {
  it('that creates, and does nothing the second time', async () => {
    const world = await startTeamWorld()
    const first = await world.run(['apply', 'team.yaml', '--yes'])
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^2 created, 0 replaced, 0 deleted\n/m),
    })
    expect(first.messages.split('\n').toSorted()).toStrictEqual([
      '',
      'created oss://photos-cn#bi-daily',
      'created s3://photos#bi-daily',
    ])
    expect((await world.run(['get', 'oss://photos-cn#bi-daily'])).output).toContain('every: day')
    world.emulator.resetRequests()
    const second = await world.run(['apply', 'team.yaml'])
    expect(second).toMatchObject({ code: 0, messages: 'nothing to do\n' })
    expect(writes(world)).toBe(0)
    await expect(kept(world)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that replaces, after what was there is kept, for each bucket', async () => {
    const world = await startAppliedWorld(teamFile({ every: 'week' }))
    const before = await world.run(['get', 'oss://photos-cn#bi-daily'])
    const applied = await world.run(['apply', 'team.yaml', '--yes'])
    expect(applied).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^0 created, 2 replaced, 0 deleted\n$/m),
    })
    expect(applied.messages).toContain(
      `the previous configurations of 2 inventories are kept in ${snapshots}, a file each; bucket-inventory restore FILE brings one back\n`,
    )
    const file = 'photos-cn.bi-daily.2026-11-21T20-58-00Z.snapshot.yaml'
    expect((await kept(world)).toSorted()).toStrictEqual([file, file.replace('-cn', '')])
    expect(parse(await readFile(join(world.folder, snapshots, file), 'utf8'))).toMatchObject({
      location: 'oss://photos-cn',
      configuration: parse(before.output),
    })
    expect(await world.run(['plan', 'team.yaml'])).toMatchObject({ code: 0 })
  })

  it('that prunes only what it manages, and keeps that in the folder that is named', async () => {
    const world = await startTeamWorld()
    for (const id of ['bi-left', 'theirs']) {
      await world.run(['put', 's3://photos', '-'], { input: otherInventory(id, 's3') })
      await world.run(['put', 'oss://photos-cn', '-'], { input: otherInventory(id, 'oss') })
    }
    const without = await world.run(['apply', 'team.yaml', '--yes'])
    expect(without.output).toMatch(/^2 created, 0 replaced, 0 deleted\n$/m)
    const argv = ['apply', 'team.yaml', '--yes', '--prune', '--snapshots', 'kept/here']
    const pruned = await world.run(argv)
    expect(pruned).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^0 created, 0 replaced, 2 deleted\n$/m),
    })
    expect(await kept(world, 'kept/here')).toHaveLength(2)
    for (const place of ['s3://photos', 'oss://photos-cn']) {
      const { output } = await world.run(['list', place, '--json'])
      expect(JSON.parse(output)).toMatchObject([
        { configuration: { id: 'bi-daily' } },
        { configuration: { id: 'theirs' } },
      ])
    }
  })

  it('and says what becomes of each step as a document', async () => {
    const world = await startAppliedWorld(teamFile({ every: 'week' }))
    const { code, output } = await world.run(['apply', 'team.yaml', '--yes', '--json'])
    expect(code).toBe(0)
    expect(applyOutputSchema.parse(JSON.parse(output))).toMatchObject({
      summary: { replace: 2 },
      outcomes: [
        { location: 's3://photos', id: 'bi-daily', outcome: 'done' },
        {
          location: 'oss://photos-cn',
          outcome: 'done',
          result: 'replaced',
          snapshot: `${snapshots}/photos-cn.bi-daily.2026-11-21T20-58-00Z.snapshot.yaml`,
        },
      ],
      interrupted: false,
    })
    const nothing = await world.run(['apply', 'team.yaml', '--json'])
    expect(nothing.code).toBe(0)
    expect(applyOutputSchema.parse(JSON.parse(nothing.output))).toMatchObject({ outcomes: [] })
  })
})

describe('asks first', () => {
  it('and changes nothing for any other answer than yes', async () => {
    const world = await startTeamWorld()
    const no = await world.run(['apply', 'team.yaml'], { answers: ['n'] })
    expect(no).toMatchObject({
      code: 1,
      output: expect.stringContaining('2 to create'),
      messages: 'Apply these 2 changes? [y/N] not applied: nothing was changed\n',
    })
    expect(writes(world)).toBe(0)
    const yes = await world.run(['apply', 'team.yaml'], { answers: ['y'] })
    expect(yes).toMatchObject({ code: 0, output: expect.stringContaining('2 created') })
    expect(yes.messages).toMatch(/^Apply these 2 changes\? \[y\/N\] \[-+\] 0\/2\r/)
    expect(yes.output).not.toContain('[')
  })

  it('showing what for, also where a document is wanted', async () => {
    const world = await startTeamWorld()
    const { code, output, messages } = await world.run(['apply', 'team.yaml', '--json'], {
      answers: ['no'],
    })
    expect(code).toBe(1)
    expect(messages).toContain('oss://photos-cn\n  + create bi-daily\n')
    expect(applyOutputSchema.parse(JSON.parse(output))).toMatchObject({ outcomes: [] })
  })

  it.each([
    ['nobody can answer', 'team.yaml', {}],
    ['the answer would be read from the declaration', '-', { answers: ['y'] }],
  ])('or is wrong use where %s', async (_, file, options) => {
    const world = await startTeamWorld()
    const run = await world.run(['apply', file], { input: teamFile(), ...options })
    expect(run.code).toBe(64)
    expect(run.messages).toBe(
      'error: nothing was changed: nobody can be asked here whether to apply 2 changes; add --yes\n',
    )
    expect(writes(world)).toBe(0)
  })
})

describe('a saved plan', () => {
  async function startSavedWorld(): Promise<CliWorld> {
    const world = await startAppliedWorld(teamFile({ every: 'week' }))
    expect(await world.run(['plan', 'team.yaml', '--out', 'plan.json'])).toMatchObject({ code: 2 })
    return world
  }

  it('is carried out as it was made, whatever the declaration says by now', async () => {
    const world = await startSavedWorld()
    await world.write('team.yaml', teamFile({ every: 'day' }))
    expect(await world.run(['apply', 'plan.json', '--yes'])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^0 created, 2 replaced, 0 deleted\n$/m),
    })
    expect((await world.run(['get', 's3://photos#bi-daily'])).output).toContain('every: week')
    const again = await world.run(['apply', 'plan.json', '--yes'])
    expect(again).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^0 created, 0 replaced, 0 deleted, 2 unchanged\n$/m),
    })
  })

  it('is refused where the world has changed since', async () => {
    const world = await startSavedWorld()
    const other = otherInventory('bi-daily', 'oss')
    await world.run(['put', 'oss://photos-cn', '-'], { input: other })
    world.emulator.resetRequests()
    const { code, messages } = await world.run(['apply', 'plan.json', '--yes'])
    expect(code).toBe(1)
    expect(messages).toBe(
      `oss://photos-cn#bi-daily: was changed since the plan in schedule.every, fields, destination.bucket
error: nothing was changed, as what the plan rests on is no longer so; plan again
`,
    )
    expect(writes(world)).toBe(0)
    await expect(kept(world)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.each([
    [['--prune'], '--prune'],
    [['--run-again'], '--run-again'],
    [['--resend'], '--resend'],
    [['--allow', 'lossy'], '--allow'],
  ])('takes no %j, which says how to plan', async (flags, flag) => {
    const world = await startSavedWorld()
    const { code, messages } = await world.run(['apply', 'plan.json', '--yes', ...flags])
    expect(code).toBe(64)
    expect(messages).toBe(
      `error: ${flag} cannot be used with a saved plan, which is carried out as it is; leave it out, or make a new plan with it\n`,
    )
    expect(writes(world)).toBe(0)
  })

  it('says that OSS needs a region here, too', async () => {
    const world = await startSavedWorld()
    const environment = { OSS_REGION: undefined, OSS_ENDPOINT: undefined }
    const { code, messages } = await world.run(['apply', 'plan.json', '--yes'], { environment })
    expect(code).toBe(1)
    expect(messages).toContain('the plan plan.json says no region for oss://photos-cn: ')
    expect(writes(world)).toBe(0)
  })
})

describe('is interrupted', () => {
  it('between two steps: says what is done, and goes on the next time', async () => {
    const world = await startTeamWorld()
    const interruption = new AbortController()
    const operation = 'PutBucketInventoryConfiguration'
    world.emulator.inject({ operation, effect: { type: 'hang' } })
    const applying = world.run(['apply', 'team.yaml', '--yes', '--concurrency', '1'], {
      signal: interruption.signal,
    })
    await world.emulator.waitForHeld(1, { operation })
    interruption.abort()
    const interrupted = await applying
    expect(interrupted).toMatchObject({
      code: 130,
      output: expect.stringMatching(/^0 created, 0 replaced, 0 deleted, 2 skipped\n$/m),
    })
    expect(interrupted.messages).toMatch(
      /^skipped s3:\/\/photos#bi-daily, oss:\/\/photos-cn#bi-daily: interrupted before it was done\ninterrupted\n$/,
    )
    world.emulator.resetFaults()
    expect(await world.run(['apply', 'team.yaml', '--yes'])).toMatchObject({ code: 0 })
    expect(await world.run(['plan', 'team.yaml'])).toMatchObject({ code: 0 })
  })

  it('in the middle of a replacement: finishes that first', async () => {
    const world = await startAppliedWorld(teamFile({ every: 'week' }))
    const operation = 'DeleteBucketInventory'
    world.emulator.inject({ operation, times: 9, effect: { type: 'delay', milliseconds: 100 } })
    const interruption = new AbortController()
    const applying = world.run(['apply', 'team.yaml', '--yes', '--json'], {
      signal: interruption.signal,
    })
    // The first deletes the trial, the second what is replaced.
    await world.emulator.waitForRequests(2, { operation })
    interruption.abort()
    const { code, output } = await applying
    expect(code).toBe(130)
    expect(applyOutputSchema.parse(JSON.parse(output))).toMatchObject({
      interrupted: true,
      outcomes: [{ location: 's3://photos' }, { location: 'oss://photos-cn', result: 'replaced' }],
    })
    expect(await kept(world)).toHaveLength(2)
    world.emulator.resetFaults()
    expect((await world.run(['get', 'oss://photos-cn#bi-daily'])).output).toContain('every: week')
  })
})
