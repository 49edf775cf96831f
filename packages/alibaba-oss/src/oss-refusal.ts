import { isInventoryError } from '@bucket-inventory/core'
import { readDocument } from '@bucket-inventory/xml'

/**
 * An answer without success as the error that ali-oss would make of it, from its body, or from the header that stands for one in
 * answers to HEAD: https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses
 */
export function ossRefusal(
  status: number,
  headers: ReadonlyMap<string, string>,
  body: string,
): Error {
  const encoded = headers.get('x-oss-err') ?? ''
  const text = body === '' ? Buffer.from(encoded, 'base64').toString('utf8') : body
  const requestId = headers.get('x-oss-request-id')
  const unnamed = Object.assign(new Error(`status ${status}`), { status, requestId })
  // So ali-oss marks what came without a body.
  if (text === '') return Object.assign(unnamed, { host: '' })
  try {
    const { element } = readDocument(text, ['Error'])
    return Object.assign(new Error(element.text('Message') ?? unnamed.message), {
      status,
      code: element.text('Code'),
      requestId: element.text('RequestId') ?? requestId,
      ecCode: element.text('EC'),
    })
  } catch (error) {
    if (isInventoryError(error, 'protocol')) return unnamed
    throw error
  }
}
