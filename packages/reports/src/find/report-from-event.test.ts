import { describe, expect, it } from 'vitest'

import { reportFromEvent, reportsFromEvent } from './report-from-event.ts'

const folder = 'inv/photos/daily/2026-11-20T01-00Z/'
const checksum = `${folder}manifest.checksum`

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
function s3Event(key: string, eventName = 'ObjectCreated:Put') {
  const object = { key, size: 1024, eTag: 'd41d8cd98f00b204e9800998ecf8427e' }
  const bucket = { name: 'reports', arn: 'arn:aws:s3:::reports' }
  const s3 = { s3SchemaVersion: '1.0', configurationId: 'a', bucket, object }
  return { Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', eventName, s3 }] }
}

// https://www.alibabacloud.com/help/en/oss/user-guide/overview-52
function ossEvent(key: string, eventName = 'ObjectCreated:PutObject') {
  const bucket = { arn: 'acs:oss:cn-beijing:1:reports-cn', name: 'reports-cn' }
  const oss = { bucket, object: { deltaSize: 0, key, size: 10 }, ossSchemaVersion: '1.0' }
  return { events: [{ eventName, eventSource: 'acs:oss', eventVersion: '1.0', oss }] }
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
function eventBridge(key: string) {
  const detail = { version: '0', bucket: { name: 'reports' }, object: { key }, reason: 'PutObject' }
  return { version: '0', 'detail-type': 'Object Created', source: 'aws.s3', detail }
}

const json = (value: unknown) => JSON.stringify(value)

const onS3 = {
  provider: 'aws-s3',
  bucket: 'reports',
  manifestKey: `${folder}manifest.json`,
  time: Date.parse('2026-11-20T01:00:00Z'),
  kind: 'full',
}
const onOss = { ...onS3, provider: 'alibaba-oss', bucket: 'reports-cn' }

const s3 = s3Event(checksum)
const sns = { Type: 'Notification', TopicArn: 'arn:aws:sns:x', Message: json(s3) }
const oss = ossEvent(`${folder}manifest.json`)

describe('a delivery of S3', () => {
  it.each<[string, unknown]>([
    ['a notification', s3],
    ['its record', s3.Records[0]],
    ['its JSON', json(s3)],
    ['the bytes of its JSON', Buffer.from(json(s3))],
    ['a multipart upload', s3Event(checksum, 'ObjectCreated:CompleteMultipartUpload')],
    ['SNS by HTTP', json(sns)],
    ['SNS in Lambda', { Records: [{ EventSource: 'aws:sns', Sns: sns }] }],
    ['SQS in Lambda', { Records: [{ eventSource: 'aws:sqs', body: json(s3) }] }],
    ['SQS as received', { MessageId: '1', Body: json(s3) }],
    ['SNS in SQS', { Records: [{ eventSource: 'aws:sqs', body: json(sns) }] }],
    ['EventBridge', eventBridge(checksum)],
    [
      'EventBridge in SQS',
      { Records: [{ eventSource: 'aws:sqs', body: json(eventBridge(checksum)) }] },
    ],
  ])('is announced by %s', (_, event) => {
    expect(reportFromEvent(event)).toStrictEqual(onS3)
  })

  it('has a key that notifications encode and EventBridge does not', () => {
    const encoded = 'a+b%2Bc/%C3%A9/photos/daily/2026-11-20T01-00Z/manifest.checksum'
    const key = 'a b+c/é/photos/daily/2026-11-20T01-00Z/manifest.json'
    expect(reportFromEvent(s3Event(encoded))?.manifestKey).toBe(key)
    const plain = key.replace('json', 'checksum')
    expect(reportFromEvent(eventBridge(plain))?.manifestKey).toBe(key)
    expect(reportFromEvent(s3Event(`100%/${checksum}`))?.manifestKey).toBe(
      `100%/${folder}manifest.json`,
    )
  })
})

describe('a delivery of OSS', () => {
  it.each<[string, unknown]>([
    ['a notification', oss],
    ['its JSON', json(oss)],
    ['a message of MNS', { MessageId: '1', MessageBody: json(oss) }],
    ['a message of MNS in base64', { MessageBody: Buffer.from(json(oss)).toString('base64') }],
    [
      'EventBridge',
      { source: 'acs.oss', type: 'oss:ObjectCreated:PutObject', data: oss.events[0] },
    ],
    [
      'a multipart upload',
      ossEvent(`${folder}manifest.json`, 'ObjectCreated:CompleteMultipartUpload'),
    ],
  ])('is announced by %s', (_, event) => {
    expect(reportFromEvent(event)).toStrictEqual(onOss)
  })

  it('may be a change log', () => {
    const key = 'inv/photos/daily/incremental_inventory/2026-11-20T01-1000Z/manifest.json'
    expect(reportFromEvent(ossEvent(key))).toStrictEqual({
      ...onOss,
      manifestKey: key,
      time: Date.parse('2026-11-20T01:10:00Z'),
      kind: 'incremental',
    })
  })
})

describe('batches', () => {
  it('announce every delivery in them, and leave out the rest', () => {
    const other = s3Event('inv/photos/weekly/2026-11-20T01-00Z/manifest.checksum')
    const records = [s3, s3Event('x'), other, oss].map((event) => ({ body: json(event) }))
    expect(reportsFromEvent({ Records: records })).toStrictEqual([
      onS3,
      { ...onS3, manifestKey: 'inv/photos/weekly/2026-11-20T01-00Z/manifest.json' },
      onOss,
    ])
  })
})

describe('what announces nothing', () => {
  let deep: unknown = s3
  for (let depth = 0; depth < 50; depth++) deep = { body: deep }

  it.each<[string, unknown]>([
    ['the manifest of S3, which is not the last object', s3Event(`${folder}manifest.json`)],
    ['a data file', s3Event('inv/photos/daily/data/a.csv.gz')],
    ['the checksum of OSS', ossEvent(checksum)],
    ['a manifest of something else', ossEvent('app/manifest.json')],
    ['a manifest at the top', ossEvent('manifest.json')],
    ['a name that ends alike', s3Event(`${folder}x-manifest.checksum`)],
    ['a removal', s3Event(checksum, 'ObjectRemoved:Delete')],
    [
      'an upload of OSS that began',
      ossEvent(`${folder}manifest.json`, 'ObjectCreated:InitiateMultipartUpload'),
    ],
    ['a part of one', ossEvent(`${folder}manifest.json`, 'ObjectCreated:UploadPart')],
    ['the test of S3', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'reports' }],
    ['an empty batch', { Records: [] }],
    ['text', 'hello'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a wrapper that never ends', deep],
  ])('%s', (_, event) => {
    expect(reportsFromEvent(event)).toStrictEqual([])
    expect(reportFromEvent(event)).toBeUndefined()
  })
})
