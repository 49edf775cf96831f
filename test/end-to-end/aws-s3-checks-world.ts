import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3'
import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { Check, InventoryConfiguration } from '@bucket-inventory/core'

import { configurationTo, PolicyWorld } from '../laws/policy-world.ts'
import type { PolicyPlaces } from '../laws/policy-world.ts'

/** Two buckets of which everything is as it should be, until a test changes something. */
export class ChecksWorld {
  readonly world: PolicyWorld
  places: PolicyPlaces = { source: '', reports: '' }

  private constructor(world: PolicyWorld) {
    this.world = world
  }

  static async start(): Promise<ChecksWorld> {
    return new ChecksWorld(await PolicyWorld.start())
  }

  /** For each test: new buckets, a policy that lets S3 in, and a rule that expires reports. */
  async begin(): Promise<void> {
    this.places = await this.world.places()
    await this.allow()
    await this.expire({})
    this.world.emulator.resetFaults()
    this.world.emulator.resetRequests()
  }

  close(): Promise<void> {
    return this.world.close()
  }

  /** The policy of the destination: one statement, with what is given in place of its members. */
  async allow(more: object = {}): Promise<void> {
    const statement = { ...letIn('s3:PutObject', `arn:aws:s3:::${this.places.reports}/*`), ...more }
    const policy = { Version: '2012-10-17', Statement: [statement] }
    await this.world.setPolicy(this.places.reports, JSON.stringify(policy))
  }

  /** The one lifecycle rule of the destination, with what is given in place of its members. */
  async expire(rule: Partial<LifecycleRule>): Promise<void> {
    const reports: LifecycleRule = {
      ID: 'reports',
      Status: 'Enabled',
      Filter: { Prefix: `inventories/${this.places.source}/daily/` },
      Expiration: { Days: 30 },
    }
    await this.world.s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: this.places.reports,
        LifecycleConfiguration: { Rules: [{ ...reports, ...rule }] },
      }),
    )
  }

  configuration(changes: Partial<InventoryConfiguration> = {}): InventoryConfiguration {
    return { ...configurationTo(this.places.reports, { prefix: 'inventories' }), ...changes }
  }

  check(configuration = this.configuration()): Promise<readonly Check[]> {
    return this.world.check(this.places.source, configuration)
  }

  async one(name: string, configuration = this.configuration()): Promise<Check> {
    const found = (await this.check(configuration)).find((check) => check.name === name)
    if (found === undefined) throw new Error(`nothing checks ${name}`)
    return found
  }
}

/** A statement that lets S3 do something, whatever it is about. */
export function letIn(action: string, resource: string): object {
  return {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: action,
    Resource: resource,
  }
}

/** The document that a check says to add. */
export function toAdd({ fix = '' }: Check): string {
  const [, written = ''] = fix.split(/: (?=\{)/)
  return written
}
