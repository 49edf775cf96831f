import { execFileSync } from 'node:child_process'

import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

import { addFieldCommand } from './add-field-command.ts'
import { configurationYaml } from './configuration-yaml.ts'

const source = { scheme: 's3', bucket: 'photos', region: 'eu-west-1' }

it.each([
  [
    ['size', 'lastModified'],
    ['size', 'lastModified', 'etag'],
  ],
  [[], ['etag']],
  [['aws-s3:New]'], ['aws-s3:New]', 'etag']],
])('adds a field behind %j', (fields, expected) => {
  const configuration = parseInventoryConfiguration({
    id: 'daily',
    schedule: { every: 'day' },
    fields,
    destination: { bucket: 'reports', format: 'csv' },
  })
  const command = addFieldCommand('etag', configuration, source)
  const [get, sed = '', put] = command.split(' | ')
  expect(get).toBe("bucket-inventory get 's3://photos?region=eu-west-1#daily'")
  expect(put).toBe("bucket-inventory put 's3://photos?region=eu-west-1' -")
  const yaml = execFileSync('sh', ['-c', sed], { input: configurationYaml(configuration) })
  expect(parse(String(yaml))).toStrictEqual({ ...configuration, fields: expected })
})
