import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { OssCredentials } from '@bucket-inventory/alibaba-oss'
import { InventoryError } from '@bucket-inventory/core'
import * as z from 'zod'

const text = z.string().optional()
const fileSchema = z.object({
  profiles: z.array(
    z.object({
      name: z.string(),
      mode: text,
      access_key_id: text,
      access_key_secret: text,
      sts_token: text,
    }),
  ),
})

/**
 * The credentials of a profile of Alibaba's own command line, from `.aliyun/config.json` below the home folder. Rejects
 * with `unauthenticated` that names the profile, and never what it holds.
 */
export async function aliyunProfile(name: string, home: string): Promise<OssCredentials> {
  const path = join(home, '.aliyun', 'config.json')
  const content = await readFile(path, 'utf8').catch(() => {
    throw refused(name, `${path} cannot be read`)
  })
  const parsed = fileSchema.safeParse(parseJson(name, path, content))
  if (!parsed.success) throw refused(name, `${path} is not what Alibaba's command line writes`)
  const profile = parsed.data.profiles.find((candidate) => candidate.name === name)
  if (profile === undefined) {
    const known = parsed.data.profiles.map((candidate) => candidate.name).join(', ')
    throw refused(name, `${path} has only ${known === '' ? 'none' : known}`)
  }
  const { mode = 'AK', access_key_id: id, access_key_secret: secret, sts_token: token } = profile
  if (mode !== 'AK' && mode !== 'StsToken') {
    throw refused(name, `its mode is ${mode}, and only AK and StsToken can be read here`)
  }
  if (!id || !secret || (mode === 'StsToken' && !token)) {
    throw refused(name, `${path} holds no complete credentials for it`)
  }
  return {
    accessKeyId: id,
    accessKeySecret: secret,
    ...(mode === 'StsToken' && token ? { stsToken: token } : {}),
  }
}

function parseJson(name: string, path: string, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    // The cause would quote the file, and with it a secret.
    throw refused(name, `${path} is not JSON`)
  }
}

function refused(name: string, reason: string): InventoryError {
  return new InventoryError('unauthenticated', `profile "${name}" cannot be used: ${reason}`)
}
