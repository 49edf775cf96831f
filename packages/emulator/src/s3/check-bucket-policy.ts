import { isObject } from '../policies/policy-values.ts'
import { checkPolicyStatement } from './check-policy-statement.ts'
import { malformedPolicy } from './malformed-policy.ts'

/** How long a policy may be in bytes, without the white space between its parts. */
const maxBytes = 20_480

/**
 * Refuses a bucket policy that S3 refuses. Two statements with one `Sid` are fine, as they are on S3:
 * https://github.com/cloud-custodian/cloud-custodian/pull/3609
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
 */
export function checkBucketPolicy(policy: string, bucket: string): void {
  if (!policy.startsWith('{'))
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'")
  const { document, bytes } = parse(policy)
  if (bytes > maxBytes)
    throw malformedPolicy(
      `Normalized policy document exceeds the maximum allowed size of ${maxBytes} bytes`,
    )
  const { Version: version, Id: id, Statement: statement, ...unknown } = document
  for (const name of Object.keys(unknown)) throw malformedPolicy(`Unknown field ${name}`)
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw malformedPolicy('The policy must contain a valid version string')
  if (id !== undefined && typeof id !== 'string') throw malformedPolicy('Invalid policy syntax.')
  if (statement === undefined) throw malformedPolicy('Missing required field Statement')
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement]
  if (statements.length === 0)
    throw malformedPolicy('Could not parse the policy: Statement is empty!')
  for (const one of statements) checkPolicyStatement(one, bucket)
}

interface ParsedPolicy {
  readonly document: Readonly<Record<string, unknown>>
  /** Without white space. */
  readonly bytes: number
}

function parse(policy: string): ParsedPolicy {
  try {
    const document: unknown = JSON.parse(policy)
    // What is nested too deeply to be written again is refused as what cannot be read.
    const bytes = Buffer.byteLength(JSON.stringify(document))
    if (isObject(document)) return { document: { ...document }, bytes }
  } catch {
    throw malformedPolicy('This policy contains invalid Json')
  }
  throw malformedPolicy('This policy contains invalid Json')
}
