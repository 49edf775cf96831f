import { expect, test } from 'vitest'

import { deriveKey } from '../wire/hmac-chain.ts'
import { decodeChunks } from './decode-chunks.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const chain = {
  key: deriveKey(
    'AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '20130524',
    'us-east-1',
    's3',
    'aws4_request',
  ),
  date: '20130524T000000Z',
  scope: '20130524/us-east-1/s3/aws4_request',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
}
const signatures = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
] as const

function sample(content: string): Buffer {
  return Buffer.from(
    [
      `10000;chunk-signature=${signatures[0]}\r\n${content.repeat(65_536)}\r\n`,
      `400;chunk-signature=${signatures[1]}\r\n${content.repeat(1024)}\r\n`,
      `0;chunk-signature=${signatures[2]}\r\n\r\n`,
    ].join(''),
  )
}

test("decodes and checks the chunks of AWS's own sample", () => {
  const { body, trailers } = decodeChunks(sample('a'), chain)
  expect(body).toEqual(Buffer.alloc(66_560, 'a'))
  expect(trailers.size).toBe(0)
})

test('refuses a chunk that was changed', () => {
  expect(() => decodeChunks(sample('b'), chain)).toThrow(
    expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
  )
})

test('reads the trailers of unsigned chunks', () => {
  const encoded = Buffer.from('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n')
  const { body, trailers } = decodeChunks(encoded)
  expect(body.toString()).toBe('hello')
  expect(trailers.get('x-amz-checksum-crc32')).toBe('NhCmhg==')
})

test.each(['', '5\r\nhel', 'zz\r\nhello\r\n', '5\r\nhello\r\n'])(
  'refuses %j as an incomplete body',
  (encoded) => {
    expect(() => decodeChunks(Buffer.from(encoded))).toThrow(
      expect.objectContaining({ code: 'IncompleteBody' }),
    )
  },
)
