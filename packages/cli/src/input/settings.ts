import { homedir } from 'node:os'

import type { OssCredentials, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { InventoryError } from '@bucket-inventory/core'
import type { Location } from '@bucket-inventory/core'

import { aliyunProfile } from './aliyun-profile.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the environment says about reaching OSS. Credentials are looked for when a request needs them. */
export function ossSettings(environment: Environment): OssProviderOptions {
  const region = given(environment, 'OSS_REGION')
  const endpoint = given(environment, 'OSS_ENDPOINT')
  const stsEndpoint = given(environment, 'OSS_STS_ENDPOINT')
  const ramEndpoint = given(environment, 'OSS_RAM_ENDPOINT')
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(stsEndpoint === undefined ? {} : { stsEndpoint }),
    ...(ramEndpoint === undefined ? {} : { ramEndpoint }),
    credentials: async (profile?: string) =>
      profile === undefined
        ? environmentCredentials(environment)
        : aliyunProfile(profile, given(environment, 'HOME') ?? homedir()),
  }
}

function environmentCredentials(environment: Environment): OssCredentials {
  const accessKeyId = given(environment, 'OSS_ACCESS_KEY_ID')
  const accessKeySecret = given(environment, 'OSS_ACCESS_KEY_SECRET')
  const stsToken = given(environment, 'OSS_SESSION_TOKEN')
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    throw new InventoryError(
      'unauthenticated',
      "no credentials for OSS: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or name a profile of Alibaba's command line, as in oss://photos-cn?profile=default",
    )
  }
  return {
    accessKeyId,
    accessKeySecret,
    ...(stsToken === undefined ? {} : { stsToken }),
  }
}

/** Throws `invalid-input` where nothing says which region of OSS is meant: no request can be signed without it. */
export function requireOssRegion(location: Location, environment: Environment): void {
  const { scheme, bucket, region } = location
  if (scheme !== 'oss' || region !== undefined || saysOssRegion(environment)) return
  throw new InventoryError(
    'invalid-input',
    `no region for OSS: set OSS_REGION or OSS_ENDPOINT, or write oss://${bucket}?region=cn-hangzhou`,
  )
}

/** Whether the environment says which region of OSS is meant. */
export function saysOssRegion(environment: Environment): boolean {
  return (given(environment, 'OSS_REGION') ?? given(environment, 'OSS_ENDPOINT')) !== undefined
}

/** A variable that is set to nothing is not set. */
function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]
  return value === '' ? undefined : value
}
