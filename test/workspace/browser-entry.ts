import {
  fromOssConfiguration,
  ossCapabilities,
  readOssDocument,
  toOssConfiguration,
  writeOssDocument,
} from '@bucket-inventory/alibaba-oss'
import {
  fromS3Configuration,
  readS3Document,
  s3Capabilities,
  toS3Configuration,
  writeS3Document,
} from '@bucket-inventory/aws-s3'
import {
  acceptTranslation,
  capabilitiesFor,
  inventoryConfigurationJsonSchema,
  parseInventoryConfiguration,
  parsePlace,
} from '@bucket-inventory/core'

const configuration = parseInventoryConfiguration({
  id: 'daily',
  schedule: { every: 'day' },
  fields: ['size'],
  filter: { prefix: 'a&b', size: { min: 1 } },
  destination: {
    bucket: 'reports',
    accountId: '123456789012',
    roleArn: 'acs:ram::123456789012:role/R',
    format: 'csv',
  },
})
const onOss = toOssConfiguration(configuration, { region: 'cn-qingdao' })
const onS3 = toS3Configuration(configuration)

/** What a portal does in a browser: forms, greyed-out options, translations both ways with their findings. */
export const answer = {
  s3: fromS3Configuration(readS3Document(writeS3Document(acceptTranslation(onS3)))).configuration,
  oss: fromOssConfiguration(readOssDocument(writeOssDocument(acceptTranslation(onOss))))
    .configuration,
  findings: onS3.findings.map(({ path, verdict }) => `${path} ${verdict}`),
  providers: [s3Capabilities, ossCapabilities].map(({ provider }) => provider),
  tags: capabilitiesFor(s3Capabilities, { bucketType: 'directory' }).values.fields.owner,
  schema: inventoryConfigurationJsonSchema()['title'],
  place: parsePlace('s3://photos#daily').kind,
}
