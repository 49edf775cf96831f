import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { aliyunProfile } from './aliyun-profile.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bucket-inventory-'))
  await mkdir(join(home, '.aliyun'))
})
afterEach(() => rm(home, { recursive: true }))

const write = (text: string) => writeFile(join(home, '.aliyun', 'config.json'), text)

/** As `aliyun configure` writes it: every member is there, most are empty. */
const empty = {
  sts_token: '',
  ram_role_name: '',
  ram_role_arn: '',
  private_key: '',
  expired_seconds: 0,
  region_id: 'cn-hangzhou',
  language: 'en',
}
const profiles = [
  { ...empty, name: 'default', mode: 'AK', access_key_id: 'ID', access_key_secret: 'SECRET' },
  {
    ...empty,
    name: 'temporary',
    mode: 'StsToken',
    access_key_id: 'STS.ID',
    access_key_secret: 'SECRET',
    sts_token: 'TOKEN',
  },
  {
    ...empty,
    name: 'role',
    mode: 'RamRoleArn',
    access_key_id: 'ID',
    access_key_secret: 'SECRET',
  },
  { ...empty, name: 'half', mode: 'AK', access_key_id: 'ID', access_key_secret: '' },
  { ...empty, name: 'tokenless', mode: 'StsToken', access_key_id: 'ID', access_key_secret: 'S' },
]

it('reads keys, and temporary ones with their token', async () => {
  await write(JSON.stringify({ current: 'default', profiles, meta_path: '' }))
  expect(await aliyunProfile('default', home)).toStrictEqual({
    accessKeyId: 'ID',
    accessKeySecret: 'SECRET',
  })
  expect(await aliyunProfile('temporary', home)).toStrictEqual({
    accessKeyId: 'STS.ID',
    accessKeySecret: 'SECRET',
    stsToken: 'TOKEN',
  })
})

it.each([
  ['none', 'has only default, temporary, role, half, tokenless'],
  ['role', 'its mode is RamRoleArn, and only AK and StsToken can be read here'],
  ['half', 'holds no complete credentials for it'],
  ['tokenless', 'holds no complete credentials for it'],
])('refuses the profile %s, and shows no secret', async (name, message) => {
  await write(JSON.stringify({ current: 'default', profiles }))
  await expect(aliyunProfile(name, home)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringMatching(
      new RegExp(`^profile "${name}" cannot be used: (?!.*SECRET).*${message}`),
    ),
  })
})

it.each([
  ['is not JSON', '{"profiles": [{"access_key_secret": "SECRET"'],
  ["is not what Alibaba's command line writes", '{"profiles": "SECRET"}'],
])('refuses a file that %s, and shows nothing of it', async (message, text) => {
  await write(text)
  const refusal = aliyunProfile('default', home)
  await expect(refusal).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining(message),
  })
  await expect(refusal).rejects.not.toHaveProperty('cause')
  await expect(refusal).rejects.toSatisfy((error) => !String(error).includes('SECRET'))
})

it('says which file is missing', async () => {
  await expect(aliyunProfile('default', join(home, 'none'))).rejects.toThrow(
    `${join(home, 'none', '.aliyun', 'config.json')} cannot be read`,
  )
})
