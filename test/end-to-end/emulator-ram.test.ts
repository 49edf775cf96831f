import { createHash, createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type * as RamModule from '@alicloud/ram20150501'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

// Whoever imports it gets another default, by what runs the import.
const Ram: typeof RamModule.default = createRequire(import.meta.url)('@alicloud/ram20150501')

let emulator: Emulator
let ram: InstanceType<typeof Ram.default>

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '1', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '2', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  ram = ramClient({ accessKeyId: 'test', accessKeySecret: 'test' })
})

afterEach(() => emulator.close())

function ramClient(credentials: object, endpoint = emulator.oss): typeof ram {
  const settings = { ...credentials, endpoint: new URL(endpoint).host, protocol: 'HTTP' }
  // Its types want an instance of a class of another package; its documentation gives an object.
  return Reflect.construct(Ram.default, [settings])
}

const trust = JSON.stringify({
  Version: '1',
  Statement: [
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: ['oss.aliyuncs.com'] },
    },
  ],
})
const permission = policyOn('acs:oss:*:*:reports/*')

function policyOn(resource: string): string {
  const statement = { Effect: 'Allow', Action: ['oss:PutObject'], Resource: [resource] }
  return JSON.stringify({ Version: '1', Statement: [statement] })
}

function createRole(roleName = 'writer', assumeRolePolicyDocument = trust) {
  return ram.createRole(new Ram.CreateRoleRequest({ roleName, assumeRolePolicyDocument }))
}

function getRole(roleName = 'writer', client = ram) {
  return client.getRole(new Ram.GetRoleRequest({ roleName }))
}

function createPolicy(policyName = 'may-write', policyDocument = permission) {
  return ram.createPolicy(new Ram.CreatePolicyRequest({ policyName, policyDocument }))
}

function getPolicy(policyName = 'may-write', policyType = 'Custom') {
  return ram.getPolicy(new Ram.GetPolicyRequest({ policyName, policyType }))
}

function createVersion(policyDocument: string, more: object = {}) {
  const version = { policyName: 'may-write', policyDocument, setAsDefault: true, ...more }
  return ram.createPolicyVersion(new Ram.CreatePolicyVersionRequest(version))
}

const attachment = { policyName: 'may-write', policyType: 'Custom', roleName: 'writer' }

function attach(more: object = {}) {
  return ram.attachPolicyToRole(new Ram.AttachPolicyToRoleRequest({ ...attachment, ...more }))
}

function detach() {
  return ram.detachPolicyFromRole(new Ram.DetachPolicyFromRoleRequest(attachment))
}

async function attached(): Promise<readonly (string | undefined)[]> {
  const request = new Ram.ListPoliciesForRoleRequest({ roleName: 'writer' })
  const { body } = await ram.listPoliciesForRole(request)
  return body?.policies?.policy?.map(({ policyName }) => policyName) ?? []
}

describe('a role', () => {
  test('is made, read, changed and deleted', async () => {
    const { body: made } = await createRole()
    expect(made?.role).toMatchObject({
      arn: 'acs:ram::1:role/writer',
      roleName: 'writer',
      assumeRolePolicyDocument: trust,
      maxSessionDuration: 3600,
    })
    const other = trust.replace('oss.aliyuncs.com', 'ecs.aliyuncs.com')
    await ram.updateRole(
      new Ram.UpdateRoleRequest({ roleName: 'writer', newAssumeRolePolicyDocument: other }),
    )
    const { body: read } = await getRole()
    expect(read?.role).toMatchObject({
      roleId: made?.role?.roleId,
      assumeRolePolicyDocument: other,
    })
    await ram.deleteRole(new Ram.DeleteRoleRequest({ roleName: 'writer' }))
    await expect(getRole()).rejects.toMatchObject({ code: 'EntityNotExist.Role', statusCode: 404 })
  })

  test('belongs to an account', async () => {
    await createRole()
    const other = ramClient({ accessKeyId: 'other', accessKeySecret: 'secret' })
    await expect(getRole('writer', other)).rejects.toMatchObject({ code: 'EntityNotExist.Role' })
  })

  test('is listed, page by page', async () => {
    for (const name of ['c', 'a', 'b']) await createRole(name)
    const names: (string | undefined)[] = []
    let marker: string | undefined
    do {
      const page = marker === undefined ? {} : { marker }
      const { body } = await ram.listRoles(new Ram.ListRolesRequest({ maxItems: 2, ...page }))
      names.push(...(body?.roles?.role ?? []).map(({ roleName }) => roleName))
      marker = body?.isTruncated === true ? body.marker : undefined
    } while (marker !== undefined)
    expect(names).toEqual(['a', 'b', 'c'])
    const madeUp = new Ram.ListRolesRequest({ marker: 'made-up' })
    await expect(ram.listRoles(madeUp)).rejects.toMatchObject({ code: 'InvalidParameter.Marker' })
  })

  test('is not deleted while a policy is attached to it, nor is the policy', async () => {
    await createRole()
    await createPolicy()
    await attach()
    const deleteRole = () => ram.deleteRole(new Ram.DeleteRoleRequest({ roleName: 'writer' }))
    const deletePolicy = () =>
      ram.deletePolicy(new Ram.DeletePolicyRequest({ policyName: 'may-write' }))
    await expect(deleteRole()).rejects.toMatchObject({ code: 'DeleteConflict.Role.Policy' })
    await expect(deletePolicy()).rejects.toMatchObject({ code: 'DeleteConflict.Policy.Role' })
    await detach()
    await deleteRole()
    await deletePolicy()
    await expect(getPolicy()).rejects.toMatchObject({ code: 'EntityNotExist.Policy' })
  })

  test.each([
    ['a b', trust, 'InvalidParameter.RoleName.InvalidChars'],
    ['writer', '{', 'MalformedPolicyDocument'],
    ['writer', permission, 'MalformedPolicyDocument'],
    ['writer', trust.replace('"1"', '"2"'), 'MalformedPolicyDocument'],
    ['writer', trust.replace('Allow', 'ALLOW'), 'MalformedPolicyDocument'],
    ['', trust, 'MissingRoleName'],
  ])('is refused, %#', async (name, document, code) => {
    await expect(createRole(name, document)).rejects.toMatchObject({ code, statusCode: 400 })
  })
})

describe('a policy', () => {
  test('is attached to a role and detached, once', async () => {
    await createRole()
    await createPolicy()
    await attach()
    await attach({ policyName: 'AliyunKMSCryptoUserAccess', policyType: 'System' })
    expect(await attached()).toEqual(['may-write', 'AliyunKMSCryptoUserAccess'])
    await expect(attach()).rejects.toMatchObject({
      code: 'EntityAlreadyExists.Role.Policy',
      statusCode: 409,
    })
    expect((await getPolicy()).body?.policy?.attachmentCount).toBe(1)
    await detach()
    expect(await attached()).toEqual(['AliyunKMSCryptoUserAccess'])
    await expect(detach()).rejects.toMatchObject({ code: 'EntityNotExist.Role.Policy' })
  })

  test('has five versions at most, of which one holds', async () => {
    await createPolicy()
    for (const number of [2, 3, 4, 5]) {
      const { body } = await createVersion(policyOn(`acs:oss:*:*:reports-${number}/*`))
      expect(body?.policyVersion).toMatchObject({ versionId: `v${number}`, isDefaultVersion: true })
    }
    const sixth = policyOn('acs:oss:*:*:reports-6/*')
    await expect(createVersion(sixth)).rejects.toMatchObject({
      code: 'LimitExceeded.Policy.Version',
      statusCode: 409,
    })
    await createVersion(sixth, {
      rotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
    })
    const request = { policyName: 'may-write', policyType: 'Custom' }
    const { body } = await ram.listPolicyVersions(new Ram.ListPolicyVersionsRequest(request))
    const ids = body?.policyVersions?.policyVersion?.map(({ versionId }) => versionId)
    expect(ids).toEqual(['v6', 'v5', 'v4', 'v3', 'v2'])
    expect((await getPolicy()).body?.defaultPolicyVersion?.policyDocument).toBe(sixth)
    const third = new Ram.GetPolicyVersionRequest({ ...request, versionId: 'v3' })
    expect((await ram.getPolicyVersion(third)).body?.policyVersion).toMatchObject({
      isDefaultVersion: false,
      policyDocument: policyOn('acs:oss:*:*:reports-3/*'),
    })
    const back = new Ram.SetDefaultPolicyVersionRequest({
      policyName: 'may-write',
      versionId: 'v3',
    })
    await ram.setDefaultPolicyVersion(back)
    expect((await getPolicy()).body?.policy?.defaultVersion).toBe('v3')
    const first = new Ram.GetPolicyVersionRequest({ ...request, versionId: 'v1' })
    await expect(ram.getPolicyVersion(first)).rejects.toMatchObject({
      code: 'EntityNotExist.Policy.Version',
    })
  })

  test('is deleted with one version, or with all if asked to', async () => {
    await createPolicy()
    await createVersion(permission, { setAsDefault: false })
    const remove = (more: object = {}) =>
      ram.deletePolicy(new Ram.DeletePolicyRequest({ policyName: 'may-write', ...more }))
    const removeVersion = (versionId: string) =>
      ram.deletePolicyVersion(
        new Ram.DeletePolicyVersionRequest({ policyName: 'may-write', versionId }),
      )
    await expect(remove()).rejects.toMatchObject({ code: 'DeleteConflict.Policy.Version' })
    await expect(removeVersion('v1')).rejects.toMatchObject({
      code: 'DeleteConflict.Policy.Version.Default',
    })
    await removeVersion('v2')
    await createVersion(permission)
    await remove({ cascadingDelete: true })
    await expect(getPolicy()).rejects.toMatchObject({ code: 'EntityNotExist.Policy' })
  })

  test.each([
    'AdministratorAccess',
    'AliyunKMSCryptoUserAccess',
    'AliyunKMSFullAccess',
    'AliyunOSSFullAccess',
    'AliyunOSSReadOnlyAccess',
  ])('of the system is there: %s', async (name) => {
    const { body } = await getPolicy(name, 'System')
    expect(body?.policy).toMatchObject({ policyName: name, policyType: 'System' })
    expect(JSON.parse(body?.defaultPolicyVersion?.policyDocument ?? '')).toMatchObject({
      Version: '1',
    })
  })

  test.each([
    ['may write', permission, 'InvalidParameter.PolicyName.InvalidChars'],
    ['may-write', 'no JSON', 'MalformedPolicyDocument'],
    ['may-write', '[]', 'MalformedPolicyDocument'],
    ['may-write', trust, 'MalformedPolicyDocument'],
    ['may-write', '{"Statement":[]}', 'MalformedPolicyDocument'],
    ['may-write', permission.replace('Effect', 'Affect'), 'MalformedPolicyDocument'],
    ['may-write', permission.replace('["oss:PutObject"]', '7'), 'MalformedPolicyDocument'],
    ['may-write', permission.replace('oss:PutObject', 'put'), 'MalformedPolicyDocument'],
    ['may-write', permission.padEnd(6145), 'InvalidParameter.PolicyDocument.Length'],
  ])('is refused, %#', async (name, document, code) => {
    await expect(createPolicy(name, document)).rejects.toMatchObject({ code, statusCode: 400 })
  })

  test('is refused a second time', async () => {
    await createRole()
    await createPolicy()
    const statusCode = 409
    await expect(createRole()).rejects.toMatchObject({
      code: 'EntityAlreadyExists.Role',
      statusCode,
    })
    await expect(createPolicy()).rejects.toMatchObject({
      code: 'EntityAlreadyExists.Policy',
      statusCode,
    })
  })
})

describe('a signature', () => {
  test.each([
    [{ accessKeyId: 'nobody', accessKeySecret: 'test' }, 'InvalidAccessKeyId.NotFound'],
    [{ accessKeyId: 'test', accessKeySecret: 'guess' }, 'SignatureDoesNotMatch'],
    [
      { accessKeyId: 'test', accessKeySecret: 'test', securityToken: 'x' },
      'InvalidSecurityToken.MismatchWithAccessKey',
    ],
  ])('of %j is refused', async (credentials, code) => {
    await expect(getRole('writer', ramClient(credentials))).rejects.toMatchObject({ code })
  })

  test('of an assumed role is that of its account, until it expires', async () => {
    await createRole()
    const settings = { endpoint: emulator.oss, accessKeyId: 'other', accessKeySecret: 'secret' }
    const { credentials } = await new OSS.STS(settings).assumeRole('acs:ram::1:role/x')
    const assumed = ramClient({
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      securityToken: credentials.SecurityToken,
    })
    expect((await getRole('writer', assumed)).body?.role?.arn).toBe('acs:ram::1:role/writer')
    emulator.expireSessions()
    await expect(getRole('writer', assumed)).rejects.toMatchObject({
      code: 'InvalidSecurityToken.Expired',
    })
  })
})

/** A call by hand, signed by a second implementation than the emulator's. */
async function call(
  headers: Readonly<Record<string, string>>,
  { query = '', unsigned = [''], body = '' } = {},
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const all = new Map(
    Object.entries({
      host: new URL(emulator.oss).host,
      'x-acs-content-sha256': sha256(''),
      'x-acs-date': new Date().toISOString(),
      'x-acs-signature-nonce': randomUUID(),
      ...headers,
    }),
  )
  const names = [...all.keys()].filter((name) => !unsigned.includes(name)).toSorted()
  const lines = names.map((name) => `${name}:${all.get(name) ?? ''}\n`).join('')
  const hash = all.get('x-acs-content-sha256') ?? ''
  const canonical = `POST\n/\n${query}\n${lines}\n${names.join(';')}\n${hash}`
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  const signature = createHmac('sha256', 'test').update(toSign).digest('hex')
  const fields = `Credential=test,SignedHeaders=${names.join(';')},Signature=${signature}`
  all.delete('host')
  const response = await fetch(`${emulator.oss}/?${query}`, {
    method: 'POST',
    headers: { ...Object.fromEntries(all), authorization: `ACS3-HMAC-SHA256 ${fields}` },
    ...(body === '' ? {} : { body }),
  })
  return { status: response.status, answer: await response.json() }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const listRoles = { 'x-acs-action': 'ListRoles', 'x-acs-version': '2015-05-01' }

describe('a call by hand', () => {
  test('is answered', async () => {
    expect(await call(listRoles)).toMatchObject({ status: 200, answer: { IsTruncated: false } })
  })

  test.each([
    [{ ...listRoles, 'x-acs-action': 'ListUsers' }, {}, 404, 'InvalidAction.NotFound'],
    [{ ...listRoles, 'x-acs-version': '2015-04-01' }, {}, 400, 'InvalidVersion'],
    [{ ...listRoles, 'x-acs-date': '2020-01-01T00:00:00Z' }, {}, 400, 'InvalidTimeStamp.Expired'],
    [listRoles, { unsigned: ['x-acs-action'] }, 400, 'IncompleteSignature'],
    [listRoles, { unsigned: ['x-acs-signature-nonce'] }, 400, 'IncompleteSignature'],
    [listRoles, { body: 'RoleName=x' }, 400, 'SignatureDoesNotMatch'],
  ])('with %j, %j is refused', async (headers, settings, status, code) => {
    expect(await call(headers, settings)).toMatchObject({ status, answer: { Code: code } })
  })

  test('is good once', async () => {
    const once = { ...listRoles, 'x-acs-signature-nonce': 'once' }
    expect(await call(once)).toMatchObject({ status: 200 })
    expect(await call(once)).toMatchObject({ answer: { Code: 'SignatureNonceUsed' } })
  })

  test('of STS says whose key it is', async () => {
    const version = '2015-04-01'
    expect(
      await call({ 'x-acs-action': 'GetCallerIdentity', 'x-acs-version': version }),
    ).toMatchObject({ status: 200, answer: { AccountId: '1', IdentityType: 'Account' } })
  })
})

test('no permission for an operation is told in RAM’s own words', async () => {
  const effect = { type: 'error', status: 403, code: 'NoPermission' } as const
  emulator.inject({ cloud: 'oss', operation: 'GetRole', effect })
  await expect(getRole()).rejects.toMatchObject({ code: 'NoPermission', statusCode: 403 })
  expect(emulator.requests({ operation: 'GetRole' })).toBe(1)
})

test('roles and policies outlive the emulator', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'))
  const first = await startEmulator({ data })
  const credentials = { accessKeyId: 'test', accessKeySecret: 'test' }
  ram = ramClient(credentials, first.oss)
  await createRole()
  await createPolicy()
  await createVersion(policyOn('acs:oss:*:*:elsewhere/*'))
  await attach()
  await createRole('gone')
  await ram.deleteRole(new Ram.DeleteRoleRequest({ roleName: 'gone' }))
  await createPolicy('gone')
  await ram.deletePolicy(new Ram.DeletePolicyRequest({ policyName: 'gone' }))
  await first.close()
  const second = await startEmulator({ data })
  ram = ramClient(credentials, second.oss)
  const { body: roles } = await ram.listRoles(new Ram.ListRolesRequest({}))
  expect(roles?.roles?.role?.map(({ roleName }) => roleName)).toEqual(['writer'])
  expect(await attached()).toEqual(['may-write'])
  expect((await getPolicy()).body?.defaultPolicyVersion).toMatchObject({
    versionId: 'v2',
    policyDocument: policyOn('acs:oss:*:*:elsewhere/*'),
  })
  await expect(getPolicy('gone')).rejects.toMatchObject({ code: 'EntityNotExist.Policy' })
  await second.close()
  await rm(data, { recursive: true })
})
