/** The name by which other services know a role. */
export function roleArn(account: string, name: string): string {
  return `acs:ram::${account}:role/${name}`
}

/** The account and the name in an ARN of a role; absent where it is none. */
export function readRoleArn(arn: string): { account: string; name: string } | undefined {
  const [, account, name] = /^acs:ram::(\d+):role\/(.+)$/.exec(arn) ?? []
  return account === undefined || name === undefined ? undefined : { account, name }
}
