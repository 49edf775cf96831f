import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld } from './alibaba-oss-access-world.ts'
import { ChecksWorld } from './aws-s3-checks-world.ts'

// Where nobody knows how much a service looks at, the preflight says what its pages ask for.

describe('S3', () => {
  let scene: ChecksWorld
  beforeAll(async () => {
    scene = await ChecksWorld.start()
    await scene.begin()
  })
  afterAll(() => scene.close())

  it('that looked at no key would deliver with one of which the preflight says that there is none', async () => {
    const { world, places } = scene
    world.emulator.setSwitches({ s3Keys: 'any' })
    const keyId = 'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab'
    const configuration = await world.configure(places, { encryption: { type: 'kms', keyId } })
    const checks = await world.check(places.source, configuration)
    expect(checks.find(({ name }) => name === 'encryption-key')).toMatchObject({ state: 'failure' })
    expect(await world.deliver(places.source)).toMatchObject({ delivered: true })
  })
})

describe('OSS', () => {
  let world: OssAccessWorld
  beforeEach(async () => {
    world = await OssAccessWorld.start()
  })
  afterEach(() => world.emulator.close())

  it('that took any role of the account would deliver with one of which the preflight says that there is none', async () => {
    world.emulator.setSwitches({ ossRoles: 'own' })
    const checks = await world.checked(await world.inventory())
    expect(checks.find(({ name }) => name === 'role-exists')).toMatchObject({ state: 'failure' })
    expect(await world.emulator.deliver('oss', 'photos', 'daily')).toMatchObject({
      delivered: true,
    })
  })

  it('that has no such key does not deliver, and the preflight says that it cannot see keys', async () => {
    world.emulator.setSwitches({ ossKeys: 'known' })
    const keyId = '9468da86-3509-4f8d-a61e-6eab1eac'
    await world.applyAll(await world.roleDocuments({ encryption: { type: 'kms', keyId } }))
    const checks = await world.checked(world.subject({ encryption: { type: 'kms', keyId } }))
    expect(checks.filter(({ state }) => state === 'failure')).toStrictEqual([])
    expect(checks.find(({ name }) => name === 'destination-encryption')).toMatchObject({
      state: 'unknown',
      fix: expect.stringContaining(`aliyun kms DescribeKey --KeyId ${keyId}`),
    })
    const delivered = () => world.emulator.deliver('oss', 'photos', 'daily')
    expect(await delivered()).toMatchObject({ delivered: false })
    await world.emulator.createOssKey({ id: keyId, account: OssAccessWorld.account })
    expect(await delivered()).toMatchObject({ delivered: true })
  })
})
