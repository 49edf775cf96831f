import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { s3Capabilities } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import {
  adoptConfiguration,
  capabilitiesFor,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  DestinationIdentity,
  InventoryConfiguration,
} from '@bucket-inventory/core'
import { parse } from 'yaml'

import { findingLines } from './finding-lines.ts'
import { provedEqual } from './proved-equal.ts'
import { withClouds } from './with-clouds.ts'

type Print = (line: string) => void

const s3 = 's3://photos'
const oss = 'oss://photos-cn'
/** The OSS region is one where the service applies every filter by itself. */
const regions = { s3: 'us-west-2', oss: 'cn-qingdao' }

/** What each example is put on: the cloud whose words it uses. */
const examples = [
  ['aws-s3-kms-all-fields.yaml', s3],
  ['weekly-parquet.yaml', s3],
  ['alibaba-oss-filters.yaml', oss],
  ['monthly-with-change-log.yaml', oss],
] as const

/** One neutral file on two clouds, through the real SDKs, with every loss said out loud. Needs no account. */
export async function runDemo(print: Print): Promise<void> {
  await withClouds(regions, async (clouds) => {
    print(`S3 on ${clouds.s3} and OSS on ${clouds.oss}, emulated; the vendors' SDKs talk to them`)
    const client = createInventoryClient({ providers: clouds.providers })

    print('\n1. Examples, each on the cloud whose words it uses')
    for (const [file, place] of examples) {
      const configuration = await example(file)
      const { outcome, findings } = await client.put(place, configuration)
      print(`  put ${place} examples/${file}: ${configuration.id} ${outcome}`)
      for (const line of findingLines(findings)) print(`    ${line}`)
    }

    print('\n2. What one with everything that only OSS has would be on S3')
    const monthly = await example('monthly-with-change-log.yaml')
    const { findings } = client.translate(monthly, { provider: 'aws-s3', region: regions.s3 })
    for (const line of findingLines(findings)) print(`  ${line}`)

    print('\n3. One copied each way, with what it needed')
    await copy(client, print, {
      from: `${s3}#report1`,
      to: oss,
      tables: capabilitiesFor(ossCapabilities, { region: regions.oss }),
      identity: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
        keyId: '9468da86-3509-4f8d-a61e-6eab1eac5b7c',
      },
    })
    await copy(client, print, {
      from: `${oss}#inventory1`,
      to: s3,
      tables: capabilitiesFor(s3Capabilities),
      identity: { bucket: 'destination-bucket', accountId: '123456789012' },
    })

    print('\n4. Everything read back')
    for (const [file, place] of examples) {
      const desired = await example(file)
      print(`  ${place}#${desired.id}: ${await provedEqual(client, place, desired)}`)
    }
  })
  print('\nStopped. Nothing is left running.')
}

async function example(file: string): Promise<InventoryConfiguration> {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
  return parseInventoryConfiguration(parse(await readFile(path, 'utf8')))
}

interface Copy {
  readonly from: string
  readonly to: string
  readonly tables: BucketCapabilities
  readonly identity: DestinationIdentity
}

async function copy(client: InventoryClient, print: Print, { from, to, tables, identity }: Copy) {
  const { configuration } = await client.get(from)
  print(`  ${from} -> ${to}`)
  const needed = adoptConfiguration(configuration, tables, {}).findings.filter(
    ({ verdict }) => verdict === 'needs-input',
  )
  print(`    needs ${needed.map(({ path }) => path).join(', ')}: identity never crosses clouds`)
  const adopted = adoptConfiguration(configuration, tables, identity)
  if (!adopted.complete) throw new Error(`the demo gives too little to copy ${from}`)
  print(`    given ${Object.values(identity).join(', ')}`)
  const { outcome, findings } = await client.put(to, adopted.configuration)
  for (const line of findingLines(findings)) print(`    ${line}`)
  print(`    ${outcome}; ${await provedEqual(client, to, adopted.configuration)}`)
}
