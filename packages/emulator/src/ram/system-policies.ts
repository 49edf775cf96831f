import type { RamPolicy } from '../world/ram-account.ts'

/** A policy that allows actions on everything. */
function allow(...actions: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' }
  return JSON.stringify({ Version: '1', Statement: [statement] })
}

/**
 * Policies that belong to Alibaba Cloud: those that go with inventories.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/aliyunkmscryptouseraccess and its neighbours
 */
export const systemPolicies: ReadonlyMap<string, RamPolicy> = new Map(
  Object.entries({
    AdministratorAccess: allow('*'),
    AliyunKMSCryptoUserAccess: allow(
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:AsymmetricDecrypt',
      'kms:AsymmetricEncrypt',
      'kms:AsymmetricSign',
      'kms:AsymmetricVerify',
      'kms:GetPublicKey',
      'kms:GenerateMac',
      'kms:VerifyMac',
    ),
    AliyunKMSFullAccess: allow('kms:*'),
    AliyunOSSFullAccess: allow('oss:*'),
    AliyunOSSReadOnlyAccess: allow('oss:Get*', 'oss:List*'),
    AliyunRAMFullAccess: allow('ram:*'),
    AliyunRAMReadOnlyAccess: allow('ram:Get*', 'ram:List*', 'ram:GenerateCredentialReport'),
  }).map(([name, document]) => [name, systemPolicy(name, document)]),
)

function systemPolicy(name: string, document: string): RamPolicy {
  const createdAt = Date.UTC(2015, 3, 28, 8, 15, 45)
  return {
    name,
    description: '',
    createdAt,
    updatedAt: createdAt,
    versions: [{ id: 'v1', createdAt, document }],
    defaultVersion: 'v1',
  }
}
