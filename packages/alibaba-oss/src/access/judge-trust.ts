import { meet } from './holds.ts'
import type { Holds } from './holds.ts'
import { coversAction, judgeStatements } from './judge-policies.ts'
import type { Judgement } from './judge-policies.ts'
import { isRecord, textsOf } from './read-ram-policy.ts'
import type { ReadPolicy } from './read-ram-policy.ts'

const service = 'oss.aliyuncs.com'

/** Whether OSS may take on a role. */
export function judgeTrust({ statements }: ReadPolicy): Judgement {
  return judgeStatements(statements, (statement) =>
    meet(coversAction(statement, 'sts:AssumeRole'), namesService(statement['Principal'])),
  )
}

function namesService(principal: unknown): Holds {
  if (!isRecord(principal)) return 'unknown'
  const { Service: found } = principal
  if (found === undefined) return 'no'
  const services = textsOf(found)
  if (services === undefined) return 'unknown'
  return services.includes(service) ? 'yes' : 'no'
}
