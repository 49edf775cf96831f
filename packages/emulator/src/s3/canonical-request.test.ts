import { expect, test } from 'vitest'

import { deriveKey, hmacHex } from '../wire/hmac-chain.ts'
import { readTarget } from '../wire/wire-request.ts'
import { canonicalRequest, sha256Hex, stringToSign } from './canonical-request.ts'

const key = deriveKey(
  'AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  '20130524',
  'us-east-1',
  's3',
  'aws4_request',
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
test.each([
  {
    target: '/test.txt',
    headers: { range: 'bytes=0-9' },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    target: '/?lifecycle',
    headers: {},
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    target: '/?max-keys=2&prefix=J',
    headers: {},
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
])("signs AWS's own sample $target", ({ target, headers, signature }) => {
  const request = {
    cloud: 's3' as const,
    method: 'GET',
    ...readTarget(target),
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      'x-amz-content-sha256': sha256Hex(''),
      ...headers,
    },
    body: Buffer.alloc(0),
  }
  const signedHeaders = Object.keys(request.headers).toSorted().join(';')
  const canonical = canonicalRequest(request, signedHeaders, sha256Hex(''))
  const scope = '20130524/us-east-1/s3/aws4_request'
  expect(hmacHex(key, stringToSign('20130524T000000Z', scope, canonical))).toBe(signature)
})
