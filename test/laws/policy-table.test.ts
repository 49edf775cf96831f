import { evaluatePolicy } from '@bucket-inventory/aws-s3'
import type { PolicyRequest } from '@bucket-inventory/aws-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { policyCases } from './policy-table.ts'
import { PolicyWorld, verdictOf } from './policy-world.ts'

let world: PolicyWorld

beforeAll(async () => {
  world = await PolicyWorld.start()
})

afterAll(() => world.close())

const states = {
  allowed: ['ok', 'ok'],
  denied: ['ok', 'failure'],
  'not-allowed': ['failure', 'ok'],
} as const

test.each(policyCases.filter(({ decision }) => decision !== 'malformed'))(
  '$name: $decision, and so does the service',
  async ({ policy, destination, decision, statement, says, fix }) => {
    const places = await world.places()
    expect(await world.setPolicy(places.reports, policy(places))).toBeUndefined()
    const configuration = await world.configure(places, destination)
    const checks = await world.check(places.source, configuration)
    const about = checks.filter(({ name }) => name.startsWith('destination-policy-'))
    const expected = decision in states ? Reflect.get(states, decision) : ['ok', 'unknown']
    expect(about.map(({ state }) => state)).toEqual(expected)
    const evidence = about.map((check) => check.evidence).join('\n')
    if (says !== undefined) expect(evidence).toContain(says)
    if (statement !== undefined) expect(evidence).toContain(`statement ${statement} `)
    const advice = about.map((check) => check.fix).join('\n')
    if (fix !== undefined) expect(advice).toContain(fix)
    const { delivered } = await world.deliver(places.source)
    if (decision !== 'unknown') expect(delivered).toBe(decision === 'allowed')
    expect((await world.keys(places.reports)).length > 0).toBe(delivered)
  },
)

test.each(policyCases.filter(({ decision }) => decision === 'malformed'))(
  '$name: malformed, and no service takes it',
  async ({ policy, says }) => {
    const places = await world.places()
    const text = policy(places)
    expect(await world.setPolicy(places.reports, text)).toBe('MalformedPolicy')
    const request: PolicyRequest = {
      action: 's3:PutObject',
      resources: [],
      context: () => 'unknown',
    }
    expect(evaluatePolicy(text, request)).toMatchObject({
      decision: 'malformed',
      reason: expect.stringContaining(says ?? 'the policy cannot be read'),
    })
  },
)

const exempting = '"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}'

test.each(policyCases.filter(({ fix }) => fix === exempting))(
  '$name: what to do about it makes the service deliver',
  async ({ policy, destination }) => {
    const places = await world.places()
    const text = policy(places)
    const configuration = await world.configure(places, destination)
    await world.setPolicy(places.reports, exempt(text))
    const checks = await world.check(places.source, configuration)
    expect(verdictOf(checks)).toBe('delivered')
    expect((await world.deliver(places.source)).delivered).toBe(true)
  },
)

/** With the condition added to what denies, and everybody instead of those who are not named. */
function exempt(policy: string): string {
  return JSON.stringify(JSON.parse(policy), (_name, value: unknown) => {
    if (!isDenial(value)) return value
    const { NotPrincipal: _, ...rest } = value
    const Condition = {
      ...rest.Condition,
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }
    return { ...rest, Principal: '*', Condition }
  })
}

function isDenial(
  value: unknown,
): value is { readonly Condition?: object; readonly NotPrincipal?: unknown } {
  return typeof value === 'object' && value !== null && 'Effect' in value && value.Effect === 'Deny'
}
