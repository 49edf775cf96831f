import { apiOperation } from '../alibaba-api/api-operation.ts'
import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import { ServiceError } from '../wire/service-error.ts'
import { ramAccount } from '../world/ram-account.ts'
import type { RamAccount, RamPolicy, RamRole } from '../world/ram-account.ts'
import { ramError } from './ram-error.ts'
import { systemPolicies } from './system-policies.ts'

/** A call of RAM that was understood, on what the caller's account has. */
export class RamCall {
  readonly accountId: string
  readonly account: RamAccount
  readonly parameters: ReadonlyMap<string, string>
  /** What it is now. */
  readonly at: number
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    const { emulation, request, caller } = exchange
    this.#exchange = exchange
    this.accountId = caller.account.id
    this.account = ramAccount(emulation.store.world.ram, this.accountId)
    this.parameters = callParameters(request)
    this.at = emulation.now()
  }

  /** A parameter that must be given. */
  required(name: string): string {
    const value = this.parameters.get(name)
    if (value === undefined || value === '')
      throw new ServiceError(400, `Missing${name}`, `${name} is mandatory for this action.`)
    return value
  }

  /** The role that the call names; refused where there is none. */
  role(): RamRole {
    const role = this.account.roles.get(this.required('RoleName'))
    if (role === undefined) throw ramError('EntityNotExist.Role')
    return role
  }

  /** The policy that the call names, by its type; refused where there is none. */
  policy(type = this.policyType()): RamPolicy {
    const policies = type === 'System' ? systemPolicies : this.account.policies
    const policy = policies.get(this.required('PolicyName'))
    if (policy === undefined) throw ramError('EntityNotExist.Policy')
    return policy
  }

  policyType(): 'System' | 'Custom' {
    const type = this.required('PolicyType')
    if (type === 'System' || type === 'Custom') return type
    throw ramError('InvalidParameter.PolicyType')
  }

  putRole(role: RamRole): void {
    const { store } = this.#exchange.emulation
    store.commit({ type: 'put-ram-role', account: this.accountId, role })
  }

  deleteRole({ name }: RamRole): void {
    const { store } = this.#exchange.emulation
    store.commit({ type: 'delete-ram-role', account: this.accountId, name })
  }

  putPolicy(policy: RamPolicy): void {
    const { store } = this.#exchange.emulation
    store.commit({ type: 'put-ram-policy', account: this.accountId, policy })
  }

  deletePolicy({ name }: RamPolicy): void {
    const { store } = this.#exchange.emulation
    store.commit({ type: 'delete-ram-policy', account: this.accountId, name })
  }
}

/** The version of RAM's API, which calls name. */
export const ramVersion = '2015-05-01'

/** The rows of an operation of RAM. It gives the elements of the answer. */
export function ramOperation(
  name: string,
  perform: (call: RamCall) => object,
): readonly Operation[] {
  return apiOperation(name, ramVersion, (exchange) => perform(new RamCall(exchange)))
}

/** A date as RAM writes it. */
export function ramDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}/, '')
}
