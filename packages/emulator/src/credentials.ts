import { randomBytes } from 'node:crypto'

import type { EmulatedAccount } from './account.ts'
import type { Cloud } from './world/world.ts'

/** A key that may sign, and whose it is. */
export interface Credential extends EmulatedAccount {
  /** When the credentials of an assumed role run out, in milliseconds of real time. Absent: never. */
  readonly expiresAt?: number
  /** Of an assumed role: the ARN of the session. */
  readonly sessionArn?: string
}

/** The credentials of an assumed role. */
export interface SessionCredential extends Credential {
  readonly sessionToken: string
  readonly expiresAt: number
}

/** The keys of the accounts, and those of the roles that were assumed with them; these live in memory only. */
export class Credentials {
  readonly #accounts: ReadonlyMap<string, EmulatedAccount>
  readonly #sessions: Readonly<Record<Cloud, Map<string, SessionCredential>>> = {
    s3: new Map(),
    oss: new Map(),
  }

  constructor(accounts: readonly EmulatedAccount[]) {
    this.#accounts = new Map(accounts.map((account) => [account.accessKeyId, account]))
  }

  /** Whose key it is, also where it has expired; a session of one cloud is unknown to the other. */
  find(cloud: Cloud, accessKeyId: string): Credential | undefined {
    return this.#accounts.get(accessKeyId) ?? this.#sessions[cloud].get(accessKeyId)
  }

  hasAccount(id: string): boolean {
    return [...this.#accounts.values()].some((account) => account.id === id)
  }

  /** New credentials of an account for so many seconds, in the form that the cloud gives them; of a session, if it has a name. */
  assume(cloud: Cloud, id: string, seconds: number, sessionArn?: string): SessionCredential {
    const session: SessionCredential = {
      id,
      accessKeyId:
        cloud === 's3' ? `ASIA${letters(16).toUpperCase()}` : `STS.N${letters(24).toLowerCase()}`,
      secretAccessKey: letters(40),
      // With `+`, `/` and `=` in it, so that a client that does not escape it is found out.
      sessionToken: `+/${randomBytes(100).toString('base64')}`,
      expiresAt: Date.now() + seconds * 1000,
      ...(sessionArn === undefined ? {} : { sessionArn }),
    }
    this.#sessions[cloud].set(session.accessKeyId, session)
    return session
  }

  /** Every session has expired. */
  expireSessions(): void {
    for (const sessions of Object.values(this.#sessions))
      for (const [key, session] of sessions) sessions.set(key, { ...session, expiresAt: 0 })
  }
}

/** Whether a key no longer signs. */
export function isExpired({ expiresAt }: Credential): boolean {
  return expiresAt !== undefined && Date.now() >= expiresAt
}

/** So many letters and digits that nobody guesses. */
function letters(count: number): string {
  const base64 = randomBytes(2 * count).toString('base64')
  return base64.replaceAll(/[+/=]/g, '').slice(0, count)
}
