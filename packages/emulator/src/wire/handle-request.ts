import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Emulation } from '../emulation.ts'
import { MalformedXmlError } from '../xml/read-xml.ts'
import type { Address, Dialect, Exchange, Operation, SharedCode } from './dialect.ts'
import { findOperation, hasSubresource } from './find-operation.ts'
import { playFault } from './play-fault.ts'
import { readBody } from './read-body.ts'
import type { Reply } from './reply.ts'
import { sendCut, sendReply } from './reply.ts'
import { ServiceError } from './service-error.ts'
import { ThrottledError } from './throttling.ts'
import type { WireRequest } from './wire-request.ts'
import { readTarget } from './wire-request.ts'

/** Takes one request from the socket to the answer: faults and counts on the way. */
export async function handleRequest(
  dialect: Dialect,
  emulation: Emulation,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = dialect.newRequestId()
  const { request, problem } = await readRequest(dialect, emulation, incoming)
  const address = chooseAddress(dialect, emulation, request)
  const ignored = emulation.switches.inventory === 'ignored'
  const asked = findOperation(dialect, request, address, ignored)
  const fault = emulation.faults.take({
    cloud: dialect.cloud,
    operation: asked?.name ?? unsupported,
    bucket: address.bucket,
  })
  const operation =
    fault?.effect.type === 'ignore-inventory'
      ? findOperation(dialect, request, address, true)
      : asked
  const logged = emulation.log.note({
    at: Date.now(),
    cloud: dialect.cloud,
    operation: operation?.name ?? unsupported,
    ...(address.bucket === undefined ? {} : { bucket: address.bucket }),
    method: request.method,
    target: incoming.url ?? '/',
  })

  const refuse = (error: ServiceError): Reply => dialect.renderError(error, request, address, id)
  const attempt = async (): Promise<Reply> => {
    try {
      if (problem !== undefined) throw dialect.error(problem)
      const staleness = fault?.effect.type === 'stale' ? fault.effect : undefined
      return await runOperation(
        operation,
        { emulation, dialect, request, address },
        {
          requestId: id,
          sourceIp: (incoming.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
          ...(staleness === undefined ? {} : { staleness }),
        },
      )
    } catch (error) {
      if (error instanceof ThrottledError) {
        emulation.log.noteThrottled(logged)
        return refuse(dialect.throttled())
      }
      if (error instanceof MalformedXmlError) return refuse(dialect.error('MalformedXML'))
      return refuse(error instanceof ServiceError ? error : dialect.error('InternalError'))
    }
  }
  const run = async (): Promise<Reply> => {
    const reply = await attempt()
    // A refusal tells of the state too: nobody hears of what is not on the disk yet.
    return emulation.store.settled().then(
      () => reply,
      () => refuse(dialect.error('InternalError')),
    )
  }
  const outcome = await playFault(fault, request.method, run, refuse)
  if (outcome.type === 'reset') {
    incoming.socket.resetAndDestroy()
    return
  }
  if (outcome.type === 'hang') {
    await emulation.held.hold(logged, response)
    incoming.socket.destroy()
    return
  }
  logged.status = outcome.reply.status
  const reply = {
    ...outcome.reply,
    headers: {
      ...dialect.headers(id),
      ...outcome.reply.headers,
      ...(problem === undefined ? {} : { connection: 'close' }),
    },
  }
  if (outcome.type === 'cut') await sendCut(response, request.method, reply, outcome.bytes)
  else await sendReply(response, request.method, reply)
}

/** The operation's name in counts and faults where a request asks for nothing that there is. */
const unsupported = 'Unsupported'

async function readRequest(
  dialect: Dialect,
  emulation: Emulation,
  incoming: IncomingMessage,
): Promise<{ request: WireRequest; problem?: SharedCode }> {
  const { method = 'GET', url = '/', headers } = incoming
  const body = await readBody(incoming, emulation.maxBodyBytes)
  const common = { cloud: dialect.cloud, method, headers, body: body ?? Buffer.alloc(0) }
  try {
    const request = { ...common, ...readTarget(url) }
    return body === undefined ? { request, problem: 'EntityTooLarge' } : { request }
  } catch {
    return {
      request: { ...common, path: '/', parameters: [], query: new Map() },
      problem: 'InvalidURI',
    }
  }
}

/** Where host and path can be read in two ways, the signature tells which was meant. */
function chooseAddress(dialect: Dialect, emulation: Emulation, request: WireRequest): Address {
  const addresses = dialect.addresses(request)
  const [first, ...others] = addresses
  if (others.length === 0) return first
  const signed = addresses.find((address) => {
    try {
      return dialect.authenticate(request, address, emulation)
    } catch {
      return false
    }
  })
  return signed ?? first
}

function runOperation(
  operation: Operation | undefined,
  asked: Pick<Exchange, 'emulation' | 'dialect' | 'request' | 'address'>,
  circumstances: Pick<Exchange, 'requestId' | 'sourceIp' | 'staleness'>,
): Reply | Promise<Reply> {
  const { emulation, dialect, request, address } = asked
  const signed = dialect.authenticate(request, address, emulation)
  if (!emulation.throttling.admits(dialect.cloud, signed.caller.account.id))
    throw new ThrottledError()
  const withoutInventory =
    emulation.switches.inventory === 'not-implemented' && request.query.has('inventory')
  if (operation === undefined || withoutInventory)
    throw dialect.error(
      hasSubresource(dialect, request.query.keys()) ? 'NotImplemented' : 'MethodNotAllowed',
    )
  return operation.run({ ...asked, ...signed, ...circumstances })
}
