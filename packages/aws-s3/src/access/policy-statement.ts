import { isObject, listOf, sameMeaning } from './policy-json.ts'
import type { JsonObject } from './policy-json.ts'

const operator = 'ArnLike'
const key = 'aws:SourceArn'

/** Whether a statement does all that ours does, whatever its name. */
export function coversStatement(statement: JsonObject, ours: JsonObject): boolean {
  const wanted = sourcesOf(ours)
  if (wanted === undefined) return sameMeaning(withoutSid(statement), withoutSid(ours))
  const there = sourcesOf(statement)
  return (
    there !== undefined &&
    sameButForSources(statement, ours) &&
    wanted.every((source) => there.includes(source))
  )
}

/** The statement with the sources of ours behind its own; `undefined` where more than the sources differ. */
export function withSourcesOf(statement: JsonObject, ours: JsonObject): JsonObject | undefined {
  const there = sourcesOf(statement)
  const wanted = sourcesOf(ours)
  if (there === undefined || wanted === undefined || !sameButForSources(statement, ours)) {
    return undefined
  }
  const sources = [...there, ...wanted.filter((source) => !there.includes(source))]
  const condition = objectAt(statement, 'Condition')
  return {
    ...statement,
    Condition: { ...condition, [operator]: { ...objectAt(condition, operator), [key]: sources } },
  }
}

function sameButForSources(left: JsonObject, right: JsonObject): boolean {
  return sameMeaning(withoutSources(left), withoutSources(right))
}

/** The listed buckets that a statement is about, where it is one of ours. */
function sourcesOf(statement: JsonObject): readonly unknown[] | undefined {
  const sources = objectAt(objectAt(statement, 'Condition'), operator)[key]
  return sources === undefined ? undefined : listOf(sources)
}

function withoutSources(statement: JsonObject): JsonObject {
  const condition = objectAt(statement, 'Condition')
  const { [key]: _, ...others } = objectAt(condition, operator)
  return { ...withoutSid(statement), Condition: { ...condition, [operator]: others } }
}

function withoutSid(statement: JsonObject): JsonObject {
  const { Sid: _, ...others } = statement
  return others
}

function objectAt(value: JsonObject, name: string): JsonObject {
  const found = value[name]
  return isObject(found) ? found : {}
}
