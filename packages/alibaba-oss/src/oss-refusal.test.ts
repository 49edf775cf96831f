import { expect, test } from 'vitest'

import { ossRefusal } from './oss-refusal.ts'

/** https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses */
const document = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>AccessDenied</Code><Message>Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters</Message><RequestId>1D842BC54255****</RequestId><HostId>oss-cn-hangzhou.aliyuncs.com</HostId><EC>0002-00000227</EC></Error>`
const read = {
  status: 403,
  code: 'AccessDenied',
  message:
    'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
  requestId: '1D842BC54255****',
  ecCode: '0002-00000227',
}

test('is read from a body', () => {
  expect(ossRefusal(403, new Map(), document)).toMatchObject(read)
})

test('is read from the header that stands for one', () => {
  const headers = new Map([['x-oss-err', Buffer.from(document).toString('base64')]])
  expect(ossRefusal(403, headers, '')).toMatchObject(read)
})

test('has its status and request alone where nothing else came', () => {
  const error = ossRefusal(404, new Map([['x-oss-request-id', '1D84']]), '')
  expect(error).toMatchObject({ message: 'status 404', status: 404, requestId: '1D84', host: '' })
  expect(error).not.toHaveProperty('code')
})

test('has no code of a page that a portal wrote', () => {
  for (const text of ['<html></html>', 'no', '<Error>']) {
    const error = ossRefusal(502, new Map(), text)
    expect(error, text).toMatchObject({ status: 502, message: 'status 502' })
    expect(error, text).not.toHaveProperty('code')
    expect(error, text).not.toHaveProperty('host')
  }
})
