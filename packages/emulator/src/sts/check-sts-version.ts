import { awsStsError } from './aws-sts-error.ts'

/** Refuses a call of another version of AWS's STS than the one there is. */
export function checkStsVersion(parameters: ReadonlyMap<string, string>, operation: string): void {
  const version = parameters.get('Version')
  if (version !== '2011-06-15')
    throw awsStsError(
      'InvalidAction',
      `Could not find operation ${operation} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    )
}
