import { oursOf, stateOf } from './merged-text.ts'
import type { AccessMerger, MergedText, MergeStep, Refusal } from './merged-text.ts'
import { isObject, listOf, readJson, repeatedMember, writeJson } from './policy-json.ts'
import type { JsonObject } from './policy-json.ts'
import { coversStatement, withSourcesOf } from './policy-statement.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
const most = 20_480
const versions = ['2012-10-17', '2008-10-17']

/** Statements go into the policy of a bucket by their Sid; all others stay as they are, in their order. */
export const policyMerger: AccessMerger = {
  merge(found, documents) {
    const ours = documents.map(({ content }) => content)
    const policy = isNothing(found) ? none : readPolicy(found)
    if (!isPolicy(policy)) {
      const text = found ?? ''
      return { state: 'refused', before: text, after: text, text, refusal: policy }
    }
    const statements = [...policy.statements]
    const steps = ours.map((statement) => place(statements, statement))
    const before = isNothing(found) ? undefined : writeJson(policy.document, 'lines')
    const document = { ...policy.document, Statement: statements }
    const merged = checked(document, steps, before)
    if (!isTooOld(policy.document, ours)) return merged
    return { ...merged, state: 'refused', refusal: tooOld }
  },

  others(found, documents) {
    const policy = isNothing(found) ? undefined : readPolicy(found)
    if (policy === undefined || !isPolicy(policy)) return []
    const names = new Set(documents.map(({ content }) => content['Sid']))
    const { Statement: _, ...beside } = policy.document
    return [beside, ...policy.statements.filter(({ Sid }) => Sid === undefined || !names.has(Sid))]
  },
}

interface ReadPolicy {
  readonly document: JsonObject
  readonly statements: readonly JsonObject[]
}

/** What a bucket without a policy gets. */
const none: ReadPolicy = { document: { Version: '2012-10-17' }, statements: [] }

function isNothing(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === ''
}

function isPolicy(policy: ReadPolicy | Refusal): policy is ReadPolicy {
  return 'statements' in policy
}

function readPolicy(text: string): ReadPolicy | Refusal {
  let document: unknown
  try {
    document = readJson(text)
  } catch {
    return refused('the policy that is there is no JSON, and nothing can be added to it')
  }
  if (!isObject(document)) return refused('the policy that is there is no JSON object')
  const repeated = repeatedMember(text)
  if (repeated !== undefined) {
    return refused(
      `the policy that is there has "${repeated}" twice in one place, of which only one would be left`,
    )
  }
  const { Version, Statement } = document
  if (Version !== undefined && !versions.some((version) => version === Version)) {
    return refused(
      `the policy that is there has the version ${writeJson(Version, 'short')}, which is neither ${versions.join(' nor ')}`,
    )
  }
  const statements = listOf(Statement)
  const objects = statements.filter(isObject)
  if (objects.length === statements.length) return { document, statements: objects }
  return refused('the policy that is there has a statement that is no object')
}

function refused(reason: string): Refusal {
  return { code: 'invalid-input', reason }
}

/** Puts one statement among the others. */
function place(statements: JsonObject[], ours: JsonObject): MergeStep {
  if (statements.some((statement) => coversStatement(statement, ours))) {
    return { state: 'unchanged' }
  }
  // S3 takes several of one Sid.
  const named = statements.filter(({ Sid }) => Sid === ours['Sid'])
  const [first] = named
  if (first === undefined) {
    statements.push(ours)
    return { state: 'extend' }
  }
  for (const there of named) {
    const extended = withSourcesOf(there, ours)
    if (extended === undefined) continue
    statements[statements.indexOf(there)] = extended
    return { state: 'extend' }
  }
  const index = statements.indexOf(first)
  const others = statements.filter((statement) => !named.includes(statement))
  statements.splice(0, statements.length, ...others.slice(0, index), ours, ...others.slice(index))
  return {
    state: 'replace',
    ours: {
      before: named.map((there) => writeJson(there, 'lines')).join('\n'),
      after: writeJson(ours, 'lines'),
    },
  }
}

function checked(
  document: JsonObject,
  steps: readonly MergeStep[],
  before: string | undefined,
): MergedText {
  const merged = {
    ...(before === undefined ? {} : { before }),
    after: writeJson(document, 'lines'),
    text: writeJson(document, 'short'),
  }
  const state = stateOf(steps, before !== undefined)
  if (state === 'unchanged') return { state, ...merged, after: before ?? merged.after }
  const refusal = refusalOf(merged.text)
  if (refusal !== undefined) return { state: 'refused', ...merged, refusal }
  return { state, ...merged, ...oursOf(steps) }
}

function refusalOf(text: string): Refusal | undefined {
  const bytes = new TextEncoder().encode(text).length
  if (bytes <= most) return undefined
  return {
    code: 'limit-exceeded',
    reason: `the policy would have ${bytes} bytes, and S3 takes ${most} at most; use other destinations or fewer statements`,
  }
}

/** Older policies mean `${*}` to the letter, also where it stands in them already. */
function isTooOld({ Version }: JsonObject, ours: readonly JsonObject[]): boolean {
  const hasEscapes = ours.some(({ Resource }) => /\$\{[*?$]\}/.test(String(Resource)))
  return Version !== '2012-10-17' && hasEscapes
}

const tooOld: Refusal = {
  code: 'invalid-input',
  reason:
    'the destination prefix has characters that a policy can only name since version 2012-10-17, and the policy that is there is older; set its version, having looked at what ${...} in it means then',
}
