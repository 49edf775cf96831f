import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { parse } from 'yaml'

import { access } from './access.ts'
import { demoCommand } from './command.ts'
import { crash } from './crash.ts'
import { declare } from './declare.ts'
import { deliver } from './deliver.ts'
import { findingLines } from './finding-lines.ts'
import { migrate } from './migrate.ts'
import type { Print } from './print.ts'
import { prove } from './prove.ts'
import { provedEqual } from './proved-equal.ts'
import { withClouds } from './with-clouds.ts'
import type { Clouds } from './with-clouds.ts'

/** What each example is put on: the cloud whose words it uses. */
const examples = [
  ['aws-s3-kms-all-fields.yaml', 's3://photos'],
  ['weekly-parquet.yaml', 's3://exports'],
  ['alibaba-oss-filters.yaml', 'oss://logs-cn'],
  ['monthly-with-change-log.yaml', 'oss://photos-cn'],
] as const

/** One neutral definition on two clouds, through the real SDKs, with every loss said out loud. Needs no account. */
export async function runDemo(print: Print): Promise<void> {
  await withClouds(async (clouds) => {
    const { emulator, folder } = clouds
    const { s3, oss, environment } = emulator
    print(`S3 on ${s3} and OSS on ${oss}, emulated; the vendors' SDKs talk to them`)
    const command = demoCommand(folder, environment, print)

    print(
      '\n1. Examples, each on the cloud whose words it uses, and what one would be on the other',
    )
    await putExamples(clouds, print)

    print('\n2. A declaration of several buckets on both clouds; what else is there is left alone')
    await declare(command, folder)

    print('\n3. Every inventory of a bucket migrated, from S3 to OSS and from OSS to S3')
    await migrate(command, folder)

    print('\n4. A crash in the middle of a replacement on OSS, which can only delete and create')
    await crash(command, folder, emulator, print)

    print('\n5. Inventories that both clouds take and would never deliver: said why, and set right')
    await access(command, clouds)

    print('\n6. Reports delivered, found, verified and read, as S3 and OSS write them')
    await deliver(command, clouds)

    print(
      '\n7. A migration that ends in proof: compared, copied again where it failed, compared again',
    )
    await prove(command, clouds)

    print('\n8. What was there first was never touched')
    for (const [file, place] of examples) {
      const desired = await example(clouds, file)
      print(`  ${place}#${desired.id}: ${await provedEqual(clouds.client, place, desired)}`)
    }
  })
  print('\nStopped. Nothing is left running.')
}

async function putExamples(clouds: Clouds, print: Print): Promise<void> {
  for (const [file, place] of examples) {
    const configuration = await example(clouds, file)
    const { outcome, findings } = await clouds.client.put(place, configuration)
    print(`  put ${place} examples/${file}: ${configuration.id} ${outcome}`)
    for (const line of findingLines(findings)) print(`    ${line}`)
  }
  const monthly = await example(clouds, 'monthly-with-change-log.yaml')
  const { findings } = clouds.client.translate(monthly, { provider: 'aws-s3', region: 'us-west-2' })
  print('  translate examples/monthly-with-change-log.yaml --to aws-s3')
  for (const line of findingLines(findings)) print(`    ${line}`)
}

async function example({ folder }: Clouds, file: string) {
  return parseInventoryConfiguration(parse(await readFile(join(folder, 'examples', file), 'utf8')))
}
