import {
  checksumRelations,
  etagKinds,
  factBits,
  factCodes,
  sizeRelations,
  unpackFacts,
} from './evidence-facts.ts'
import type { EvidenceFacts } from './evidence-facts.ts'
import { evidenceRules } from './evidence-rules.ts'
import type { EvidenceCondition, EvidenceRule } from './evidence-rules.ts'

/** What settles that objects are the same. */
export type Trust = 'checksum' | 'size'

/** The first row of the evidence table that the facts meet; every pair of facts meets one. */
export function judge(facts: EvidenceFacts, trust: Trust): EvidenceRule {
  const rule = evidenceRules.find(({ when }) => holds(when, facts, trust))
  if (rule === undefined) throw new RangeError(`no rule of evidence for ${JSON.stringify(facts)}`)
  return rule
}

/** In place of a rule, for a code that no facts have. */
export const noRule = 255

/** The number of the rule of every code of `packFacts`; {@link noRule} where there are no such facts. */
export function ruleOfCodes(trust: Trust): Uint8Array {
  const rules = new Uint8Array(factCodes).fill(noRule)
  for (let code = 0; code < factCodes; code++) {
    if (isFacts(code)) rules[code] = evidenceRules.indexOf(judge(unpackFacts(code), trust))
  }
  return rules
}

function isFacts(code: number): boolean {
  return (
    ((code >> factBits.size) & 3) < sizeRelations.length &&
    ((code >> factBits.leftEtag) & 7) < etagKinds.length &&
    ((code >> factBits.rightEtag) & 7) < etagKinds.length &&
    ((code >> factBits.checksum) & 7) < checksumRelations.length
  )
}

function holds(when: EvidenceCondition, facts: EvidenceFacts, trust: Trust): boolean {
  const { size, leftEtag, rightEtag, etagsEqual, checksum, checksumJoined } = facts
  return (
    meets(when.size, size) &&
    meets(when.etagsEqual, etagsEqual) &&
    (when.bothEtags === undefined ||
      (leftEtag === when.bothEtags && rightEtag === when.bothEtags)) &&
    (when.anyEtag === undefined || leftEtag === when.anyEtag || rightEtag === when.anyEtag) &&
    meets(when.checksum, checksum) &&
    meets(when.checksumJoined, checksumJoined) &&
    meets(when.trust, trust)
  )
}

function meets<Fact>(wanted: Fact | undefined, fact: Fact): boolean {
  return wanted === undefined || wanted === fact
}
