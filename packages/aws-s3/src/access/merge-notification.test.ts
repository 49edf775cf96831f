import type { AccessDocument } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { notificationMerger } from './merge-notification.ts'

const topic = 'arn:aws:sns:us-east-1:111122223333:deliveries'

function document(id: string, prefix: string): AccessDocument {
  const rules = [
    { Name: 'prefix', Value: prefix },
    { Name: 'suffix', Value: 'manifest.checksum' },
  ]
  const content = {
    TopicConfigurations: [
      {
        Id: id,
        TopicArn: topic,
        Events: ['s3:ObjectCreated:*'],
        Filter: { Key: { FilterRules: rules } },
      },
    ],
  }
  return {
    provider: 'aws-s3',
    kind: 'notification',
    subject: 'reports',
    purpose: '',
    content,
    assumptions: [],
    reference: '',
  }
}

function whole(...elements: string[]): string {
  return `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements.join('')}</NotificationConfiguration>`
}

const queues = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<QueueConfiguration><Id>${index}</Id><Queue>q</Queue><Event>s3:ObjectRemoved:*</Event></QueueConfiguration>`,
  )

describe('notifications', () => {
  test('are a hundred at most', () => {
    const ours = [document('ours', 'a/')]
    expect(notificationMerger.merge(whole(...queues(99)), ours)).toMatchObject({ state: 'extend' })
    expect(notificationMerger.merge(whole(...queues(100)), ours)).toMatchObject({
      state: 'refused',
      refusal: { code: 'limit-exceeded', reason: expect.stringContaining('101 notifications') },
    })
  })

  test('of which one lies below the other are refused', () => {
    const merged = notificationMerger.merge(whole(), [document('a', 'x/'), document('b', 'x/y/')])
    expect(merged).toMatchObject({ state: 'refused', refusal: { code: 'invalid-input' } })
    const beside = notificationMerger.merge(whole(), [document('a', 'x/'), document('b', 'y/')])
    expect(beside).toMatchObject({ state: 'create' })
  })

  test('that nobody knows stay to the letter', () => {
    const unknown = [
      '<StreamConfiguration mode="new"><Id>a</Id><Stream>007</Stream></StreamConfiguration>',
      '<CloudFunctionConfiguration><InvocationRole> r </InvocationRole><Event>s3:X</Event></CloudFunctionConfiguration>',
    ]
    const found = whole(...unknown)
    const { text, before } = notificationMerger.merge(found, [document('ours', 'a/')])
    for (const element of unknown) expect(text).toContain(element)
    expect(before).toBe(
      [
        '<NotificationConfiguration>',
        '  <StreamConfiguration mode="new">',
        '    <Id>a</Id>',
        '    <Stream>007</Stream>',
        '  </StreamConfiguration>',
        '  <CloudFunctionConfiguration>',
        '    <InvocationRole> r </InvocationRole>',
        '    <Event>s3:X</Event>',
        '  </CloudFunctionConfiguration>',
        '</NotificationConfiguration>',
      ].join('\n'),
    )
  })

  test('beside ours are known when they change', () => {
    const ours = [document('ours', 'a/')]
    const { text } = notificationMerger.merge(whole(...queues(2)), ours)
    const others = notificationMerger.others(text, ours)
    expect(notificationMerger.others(whole(...queues(2)), ours)).toEqual(others)
    expect(notificationMerger.others(whole(...queues(3)), ours)).not.toEqual(others)
  })
})
