import { matchesWildcards } from './wildcards.ts'

/** Whether an ARN is like a pattern, part by part: a wildcard reaches no further than the next colon, but for the last part. */
export function matchesArn(pattern: string, arn: string): boolean {
  const parts = splitArn(arn)
  const patterns = splitArn(pattern)
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => matchesWildcards(part, parts[index] ?? ''))
  )
}

/** Six parts, of which the last may hold colons. */
function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}
