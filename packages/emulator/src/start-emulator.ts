import { defaultAccount } from './account.ts'
import type { EmulatedAccount } from './account.ts'
import { createControls } from './admin/create-controls.ts'
import { serveAdmin } from './admin/serve-admin.ts'
import { ossPortDialect } from './alibaba-api/oss-port-dialect.ts'
import { DeliverySchedule } from './delivery/delivery-schedule.ts'
import { createEmulation } from './emulation.ts'
import type { Emulator, EmulatorOptions } from './emulator.ts'
import { s3PortDialect } from './s3/s3-port-dialect.ts'
import { defaultSwitches, withSwitches } from './switches.ts'
import { handleRequest } from './wire/handle-request.ts'
import { listen } from './wire/listen.ts'
import type { Handler, Listener } from './wire/listen.ts'
import { Throttling } from './wire/throttling.ts'
import { Store } from './world/store.ts'

/** Starts S3 and OSS on this machine, over one world. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', s3Port = 0, ossPort = 0, adminPort = 0 } = options
  const { accounts = [defaultAccount], maxBodyBytes = 64 * 1024 * 1024, now = Date.now } = options
  const switches = withSwitches(defaultSwitches, options.switches ?? {})
  const [account] = accounts
  if (account === undefined) throw new Error('an emulator needs at least one account')
  const store = await Store.open(options.data)
  const throttling = new Throttling(options.monotonicNow ?? (() => performance.now()))
  const parts = { store, now, throttling, maxBodyBytes, switches }
  const emulation = createEmulation(parts, accounts)
  const schedule = new DeliverySchedule(emulation)
  const controls = createControls(emulation, schedule, account.id)

  const listeners: Listener[] = []
  const open = async (port: number, handle: Handler): Promise<string> => {
    const listener = await listen(host, port, handle)
    listeners.push(listener)
    return `http://${urlHost(host)}:${listener.port}`
  }
  const close = async (): Promise<void> => {
    emulation.held.end()
    await Promise.all([schedule.stop(), ...listeners.map((listener) => listener.close())])
    emulation.waiters.end()
    await store.close()
  }
  try {
    const s3 = await open(s3Port, (request, response) =>
      handleRequest(s3PortDialect(request), emulation, request, response),
    )
    const oss = await open(ossPort, (request, response) =>
      handleRequest(ossPortDialect(request), emulation, request, response),
    )
    const environment = environmentOf(s3, oss, account)
    const admin = await open(adminPort, (...exchange) =>
      serveAdmin(controls, environment, ...exchange),
    )
    if (options.schedule === true) schedule.start()
    // Onto the controls, not beside them: a copy would freeze the switches.
    return Object.assign(controls, { s3, oss, admin, environment, close })
  } catch (error) {
    await close()
    throw error
  }
}

/** A host to connect to: the address of all interfaces is none. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function environmentOf(
  s3: string,
  oss: string,
  account: EmulatedAccount,
): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = account
  return {
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_STS: s3,
    AWS_ENDPOINT_URL_KMS: s3,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    OSS_ENDPOINT: oss,
    OSS_STS_ENDPOINT: oss,
    OSS_RAM_ENDPOINT: oss,
    OSS_REGION: 'cn-hangzhou',
    OSS_ACCESS_KEY_ID: accessKeyId,
    OSS_ACCESS_KEY_SECRET: secretAccessKey,
    ...(sessionToken === undefined
      ? {}
      : { AWS_SESSION_TOKEN: sessionToken, OSS_SESSION_TOKEN: sessionToken }),
  }
}
