import { PolicyGrammarError, policyStatements, textsIn } from '../ram/policy-statements.ts'
import { ossError } from './oss-error.ts'

/** How long all of a policy may be, in bytes, and how long one text in it. */
const maxBytes = 16 * 1024
const maxTextBytes = 4095

/**
 * Refuses what is no policy of a bucket: each statement says whom it is about, as texts and not as RAM does, and which
 * resources. That conditions on addresses name a VPC too is asked for since 2026 only, and not here.
 * https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
 * https://help.aliyun.com/en/oss/user-guide/0030-00000005
 */
export function checkOssPolicy(policy: string): void {
  try {
    if (Buffer.byteLength(policy) > maxBytes)
      throw new PolicyGrammarError(`it has more than ${maxBytes} bytes`)
    for (const statement of policyStatements(policy)) {
      const principal = statement.get('Principal')
      // "An empty list behaves identically to *."
      const isEmpty = Array.isArray(principal) && principal.length === 0
      const texts = [
        ...(isEmpty ? [] : textsIn(statement, 'Principal')),
        ...textsIn(statement, 'Resource'),
      ]
      if (texts.some((text) => Buffer.byteLength(text) > maxTextBytes))
        throw new PolicyGrammarError(`a text has more than ${maxTextBytes} bytes`)
    }
  } catch (error) {
    if (!(error instanceof PolicyGrammarError)) throw error
    throw ossError('MalformedPolicy', {
      message: `The policy is invalid: ${error.message}.`,
      ec: '0030-00000005',
    })
  }
}
