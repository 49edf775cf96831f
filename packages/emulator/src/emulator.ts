import type { EmulatedAccount } from './account.ts'
import type { Delivery, DeliveryOptions, DueDelivery } from './delivery/delivery.ts'
import type { Switches } from './switches.ts'
import type { Fault } from './wire/fault.ts'
import type { LoggedRequest, RequestFilter } from './wire/request-log.ts'
import type { Throttle } from './wire/throttling.ts'
import type { AwsOrganization } from './world/aws-account.ts'
import type { Cloud } from './world/world.ts'

export interface EmulatorOptions {
  /** Where to listen; anything but loopback is for the caller to want. Default: 127.0.0.1. */
  readonly host?: string
  /** Default: 0, any free port. */
  readonly s3Port?: number
  /** Default: 0, any free port. */
  readonly ossPort?: number
  /** Default: 0, any free port. */
  readonly adminPort?: number
  /** Folder of the state; refused while another emulator lives on it. Default: in memory. */
  readonly data?: string
  /** Who may sign. The first is in {@link Emulator.environment}. Default: one, `test` with the secret `test`. */
  readonly accounts?: readonly EmulatedAccount[]
  /** What is not as by default. */
  readonly switches?: Partial<Switches>
  /** The longest request body in bytes. Default: 64 MiB. */
  readonly maxBodyBytes?: number
  /** What dates of buckets, objects and reports go by; signatures go by the real time. Default: `Date.now`. */
  readonly now?: () => number
  /** What throttling goes by: milliseconds that only rise. Default: `performance.now`. */
  readonly monotonicNow?: () => number
  /** Whether what is due is delivered by itself, about every second of real time. Default: false. */
  readonly schedule?: boolean
}

/** A bucket to make without a request. */
export interface EmulatedBucket {
  readonly cloud: Cloud
  readonly name: string
  /** Default: `us-east-1`, `cn-hangzhou`. */
  readonly region?: string
  /** The id of the owner. Default: the first account's. */
  readonly account?: string
  /** Default: never had versions. */
  readonly versioning?: 'enabled' | 'suspended'
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
  /** How many inventory configurations it takes, where a test has no time to fill it. Default: 1,000, as the services do. */
  readonly maxInventories?: number
}

/** A role of Alibaba Cloud to make without a request, with policies as RAM's documents. */
export interface EmulatedRole {
  readonly name: string
  /** The id of the account that it belongs to. Default: the first account's. */
  readonly account?: string
  /** Who may act as it. Default: OSS. */
  readonly trust?: object
  /** What it may do; each becomes a policy of the account, and is attached. Default: none. */
  readonly policies?: readonly object[]
  /** Names of policies that are there to be attached, those of the system among them: `AliyunOSSFullAccess`. Default: none. */
  readonly attached?: readonly string[]
}

/** A key of Alibaba Cloud's KMS. */
export interface EmulatedOssKey {
  readonly id: string
  /** The id of the account that it belongs to. Default: the first account's. */
  readonly account?: string
}

/** A key of AWS's KMS to make without a request. */
export interface EmulatedKey {
  /** The id of the account that it belongs to. Default: the first account's. */
  readonly account?: string
  /** Default: `us-east-1`. */
  readonly region?: string
  /** Default: a new one. */
  readonly id?: string
  /** Who made it: somebody, or AWS for one of its services, as `aws/s3` is. Default: `customer`. */
  readonly manager?: 'customer' | 'aws'
  /** What it can do: only a symmetric one encrypts for S3. Default: `symmetric`. */
  readonly spec?: 'symmetric' | 'rsa' | 'ecc' | 'hmac'
  /** Default: `enabled`. */
  readonly state?: 'enabled' | 'disabled' | 'pending-deletion'
  /** Its policy as KMS's document. Default: KMS's own, which lets no service in. */
  readonly policy?: object
  /** Other names of it, each `alias/NAME`. Default: none. */
  readonly aliases?: readonly string[]
}

/** What a test wants to know of the services, and to break. */
export interface EmulatorControls {
  /** Makes a bucket; rejects where there is one of that name. */
  createBucket(bucket: EmulatedBucket): Promise<void>
  /** Makes a role that OSS may deliver with, as RAM would, and gives its ARN; rejects where there is one of that name, or a policy is none. */
  createRole(role: EmulatedRole): Promise<string>
  /** Makes a key of Alibaba Cloud's KMS known, which matters where the switch `ossKeys` says so. Idempotent. */
  createOssKey(key: EmulatedOssKey): Promise<void>
  /** Makes a key of AWS's KMS known, and gives its ARN; rejects where there is one of that id, or of one of those aliases. */
  createKey(key?: EmulatedKey): Promise<string>
  /** Replaces the policy of a key of AWS's KMS; rejects where there is no key of that ARN. */
  setKeyPolicy(arn: string, policy: object): Promise<void>
  /** From now on an account of AWS is in an organization, or in none, as it is at first. */
  setOrganization(account: string, organization: AwsOrganization | undefined): Promise<void>
  /** Names of the buckets there are, sorted. */
  buckets(cloud: Cloud): readonly string[]
  /**
   * Delivers a report of an inventory now, as the service would, into the destination bucket; or says why the service would
   * not. Rejects where there is no such inventory.
   */
  deliver(cloud: Cloud, bucket: string, id: string, options?: DeliveryOptions): Promise<Delivery>
  /**
   * Delivers everything that is due now, each once, and says what became of it: by their schedules full reports, the first at
   * once, and on OSS the changes of every ten minutes that are over. What was delivered before, on demand too, counts.
   */
  runDue(): Promise<readonly DueDelivery[]>
  /** From now on something goes wrong. */
  inject(fault: Fault): void
  /** Forgets all faults. */
  resetFaults(): void
  /** How many requests came in, refused and failed ones included. */
  requests(filter?: RequestFilter): number
  /** The last thousand of them, oldest first. */
  recentRequests(filter?: RequestFilter): readonly LoggedRequest[]
  /** Resolves as soon as so many requests have come in since the last reset; rejects when the emulator is closed. */
  waitForRequests(count: number, filter?: RequestFilter): Promise<void>
  /** How many requests a `hang` is holding now. */
  held(filter?: RequestFilter): number
  /**
   * Resolves as soon as so many requests are held by a `hang`; rejects when the emulator is closed. Where the fault
   * comes `after` the operation, that has been run, and is on the disk, by then: this is the moment to kill a client.
   */
  waitForHeld(count: number, filter?: RequestFilter): Promise<void>
  /** Counts from 0 again; what is held stays so. */
  resetRequests(): void
  /**
   * From now on an account that sends more requests than that is told so, in the words of the service: each account, on each
   * cloud, by itself, whichever it asks for. What is said later holds before what was said earlier of the same requests;
   * `undefined` lifts it all. Throws for what is no throttle.
   */
  setThrottling(throttle: Throttle | undefined): void
  /** From now on the credentials of every role that was assumed so far have expired. */
  expireSessions(): void
  readonly switches: Switches
  /** Sets some switches; the others stay. Throws for what does not exist. */
  setSwitches(switches: Partial<Switches>): void
}

/** A running emulator: two services that SDKs talk to unchanged. */
export interface Emulator extends EmulatorControls {
  /** Endpoint of S3, `http://127.0.0.1:PORT`. */
  readonly s3: string
  /** Endpoint of OSS. */
  readonly oss: string
  /** Endpoint of the {@link EmulatorControls}, for other processes. */
  readonly admin: string
  /** What to set so that SDKs and the command find it. */
  readonly environment: Readonly<Record<string, string>>
  /** Stops listening once what is being answered is answered, ends what is held, and closes the journal. */
  close(): Promise<void>
}
