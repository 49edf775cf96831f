import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { S3Client } from '@aws-sdk/client-s3'

import type { MotoMend } from './moto-mends.ts'

/**
 * The SDK at a moto, whose answers on inventories are mended next to the wire, where neither the SDK nor our adapter has seen
 * them: that one stays as strict as it is.
 */
export function createMotoClient(endpoint: string, mends: readonly MotoMend[]): S3Client {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const documents = new Map<string, string>()
  const { requestHandler } = client.config
  const handle = requestHandler.handle.bind(requestHandler)
  requestHandler.handle = async (request, options) => {
    const { method, path, query, body } = request
    const placeOf = (id: string) => `${path}#${id}`
    const output = await handle(request, options)
    if (query.inventory === undefined) return output
    const { response } = output
    if (method === 'PUT') documents.set(placeOf(query.id), body)
    if (method === 'GET' && response.statusCode === 200) {
      const documentOf = (id: string) => documents.get(placeOf(id)) ?? ''
      const answer = await text(response.body)
      const mended = mends.reduce((soFar, mend) => mend(soFar, documentOf), answer)
      response.body = Readable.from([Buffer.from(mended)])
    }
    return output
  }
  return client
}
