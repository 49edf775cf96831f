import { runInNewContext } from 'node:vm'

import { build, defaultClientConditions } from 'vite'
import { expect, it } from 'vitest'

import { root } from './packages.ts'

const entry = `
import { parseInventoryConfiguration, capabilitiesFor, inventoryConfigurationJsonSchema, parsePlace } from '@bucket-inventory/core'
import { s3Capabilities, toS3Configuration, fromS3Configuration, writeS3Document, readS3Document } from '@bucket-inventory/aws-s3'
import { ossCapabilities, toOssConfiguration, fromOssConfiguration, writeOssDocument, readOssDocument } from '@bucket-inventory/alibaba-oss'
const configuration = parseInventoryConfiguration({
  id: 'daily', schedule: { every: 'day' }, fields: ['size'], filter: { prefix: 'a&b', size: { min: 1 } },
  destination: { bucket: 'reports', accountId: '123456789012', roleArn: 'acs:ram::123456789012:role/R', format: 'csv' },
})
const s3 = toS3Configuration(configuration)
const oss = toOssConfiguration(configuration, { region: 'cn-qingdao' })
globalThis.answer = JSON.stringify({
  s3: fromS3Configuration(readS3Document(writeS3Document(s3.native))).configuration,
  oss: fromOssConfiguration(readOssDocument(writeOssDocument(oss.native))).configuration,
  findings: s3.findings.map((finding) => finding.path + ' ' + finding.verdict),
  providers: [s3Capabilities, ossCapabilities].map((table) => table.provider),
  fields: Object.keys(capabilitiesFor(s3Capabilities, { bucketType: 'directory' }).values.fields).length,
  schema: inventoryConfigurationJsonSchema().title,
  place: parsePlace('s3://photos#daily').kind,
})
`

it('translates both ways in a browser: core, xml and the adapters need no runtime but the language', async () => {
  const bundle = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? `${root}/test/entry.js` : undefined),
        load: (id) => (id === `${root}/test/entry.js` ? entry : undefined),
      },
    ],
    resolve: { conditions: ['@bucket-inventory/source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      lib: { entry: 'virtual:entry', formats: ['iife'], name: 'bundle' },
      rollupOptions: { external: ['@aws-sdk/client-s3', 'ali-oss'] },
    },
  })
  const [result] = Array.isArray(bundle) ? bundle : [bundle]
  const code = result !== undefined && 'output' in result ? result.output[0].code : ''
  expect(code).not.toMatch(/\bprocess\.(env|version)|require\(|\bBuffer\./)
  const context: { answer?: string } = {}
  runInNewContext(code, context)
  const answer: unknown = JSON.parse(context.answer ?? '{}')
  expect(answer).toMatchObject({
    s3: { id: 'daily', filter: { prefix: 'a&b' } },
    oss: { id: 'daily', filter: { prefix: 'a&b', size: { min: 1 } } },
    findings: expect.arrayContaining(['filter.size emulated']),
    providers: ['aws-s3', 'alibaba-oss'],
    schema: 'Inventory configuration',
    place: 'inventory',
  })
})
