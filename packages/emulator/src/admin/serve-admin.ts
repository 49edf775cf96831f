import type { IncomingMessage, ServerResponse } from 'node:http'

import type { EmulatorControls } from '../emulator.ts'
import { readBody } from '../wire/read-body.ts'
import type { Reply } from '../wire/reply.ts'
import { sendReply } from '../wire/reply.ts'
import {
  checkBucket,
  checkDelivery,
  checkFault,
  checkFilter,
  checkKey,
  checkKeyPolicy,
  checkMembership,
  checkNothing,
  checkOssKey,
  checkRole,
  checkThrottling,
} from './check-command.ts'
import { checkObject } from './check-fields.ts'

const maxBodyBytes = 1024 * 1024

/** Serves the controls over HTTP and JSON, for processes other than the emulator's own. */
export async function serveAdmin(
  controls: EmulatorControls,
  environment: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const body = await readBody(request, maxBodyBytes)
  let reply: Reply
  try {
    const { pathname, searchParams } = new URL(url, 'http://admin')
    const command = `${method} ${pathname}`
    reply = await runCommand(controls, environment, command, searchParams, () =>
      parseJson(request, body),
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    reply = jsonReply({ error: message }, 400)
  }
  await sendReply(response, method, reply)
}

async function runCommand(
  controls: EmulatorControls,
  environment: Readonly<Record<string, string>>,
  command: string,
  query: URLSearchParams,
  json: () => unknown,
): Promise<Reply> {
  switch (command) {
    case 'GET /environment':
      return jsonReply(environment)
    case 'GET /buckets':
      return jsonReply({ s3: controls.buckets('s3'), oss: controls.buckets('oss') })
    case 'POST /buckets': {
      const bucket = json()
      checkBucket(bucket)
      await controls.createBucket(bucket)
      return done
    }
    case 'POST /roles': {
      const role = json()
      checkRole(role)
      return jsonReply({ arn: await controls.createRole(role) })
    }
    case 'POST /oss-keys': {
      const key = json()
      checkOssKey(key)
      await controls.createOssKey(key)
      return done
    }
    case 'POST /keys': {
      const key = json()
      checkKey(key)
      return jsonReply({ arn: await controls.createKey(key) })
    }
    case 'PUT /keys/policy': {
      const command = json()
      checkKeyPolicy(command)
      await controls.setKeyPolicy(command.key, command.policy)
      return done
    }
    case 'PUT /organizations': {
      const membership = json()
      checkMembership(membership)
      const { account, id, path } = membership
      const organization = id === undefined || path === undefined ? undefined : { id, path }
      await controls.setOrganization(account, organization)
      return done
    }
    case 'PUT /throttling': {
      const throttle = json()
      checkThrottling(throttle)
      controls.setThrottling(throttle)
      return done
    }
    case 'DELETE /throttling':
      controls.setThrottling(undefined)
      return done
    case 'POST /deliveries': {
      const command = json()
      checkDelivery(command)
      const { cloud, bucket, id, ...options } = command
      return jsonReply(await controls.deliver(cloud, bucket, id, options))
    }
    case 'POST /deliveries/due': {
      checkNothing(json())
      return jsonReply(await controls.runDue())
    }
    case 'POST /faults': {
      const fault = json()
      checkFault(fault)
      controls.inject(fault)
      return done
    }
    case 'DELETE /faults':
      controls.resetFaults()
      return done
    case 'GET /requests': {
      const filter: unknown = Object.fromEntries(
        [...query].map(([name, value]) => [name, name === 'throttled' ? asBoolean(value) : value]),
      )
      checkFilter(filter)
      return jsonReply({
        count: controls.requests(filter),
        held: controls.held(filter),
        recent: controls.recentRequests(filter),
      })
    }
    case 'DELETE /requests':
      controls.resetRequests()
      return done
    case 'DELETE /sessions':
      controls.expireSessions()
      return done
    case 'GET /switches':
      return jsonReply(controls.switches)
    case 'PATCH /switches': {
      const switches = json()
      checkObject(switches, 'the body')
      controls.setSwitches(switches)
      return jsonReply(controls.switches)
    }
    default:
      return jsonReply({ error: `there is no "${command}"` }, 404)
  }
}

function asBoolean(text: string): boolean | string {
  return text === 'true' || text === 'false' ? text === 'true' : text
}

const done: Reply = { status: 204 }

function jsonReply(value: object, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(value)}\n`,
  }
}

/** Takes nothing but `application/json`, which a web page of somebody else's cannot send here. */
function parseJson(request: IncomingMessage, body: Buffer | undefined): unknown {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\b/i.test(type))
    throw new Error(`the content type must be application/json, not "${type}"`)
  if (body === undefined) throw new Error('the body is too long')
  return JSON.parse(body.toString('utf8'))
}
