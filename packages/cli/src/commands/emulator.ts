import { resolve } from 'node:path'

import { InventoryError } from '@bucket-inventory/core'
import type { EmulatedBucket } from '@bucket-inventory/emulator'

import { valueOf } from '../command.ts'
import type { CommandCall, RunCommand } from '../command.ts'
import { bucketPlace } from '../input/inventory-place.ts'
import type { EmulatorOutput } from '../output/emulator-output.ts'
import { writeJson } from '../output/write-json.ts'

/** `emulator`: runs until interrupted, which is how it is meant to end. */
export const emulator: RunCommand = async (call, context) => {
  const data = valueOf(call, 'data')
  const s3Port = portOf(call, 's3-port')
  const ossPort = portOf(call, 'oss-port')
  const buckets = (call.values['bucket'] ?? []).map(bucketOf)
  const { startEmulator } = await import('@bucket-inventory/emulator')
  const running = await startEmulator({
    s3Port,
    ossPort,
    schedule: call.switches.includes('schedule'),
    ...(data === undefined ? {} : { data: resolve(context.folder, data) }),
  }).catch((error: unknown) => {
    throw startError(error, data)
  })
  try {
    const { s3, oss, admin } = running
    const addresses = {
      AWS_ENDPOINT_URL_S3: s3,
      AWS_ENDPOINT_URL_KMS: s3,
      OSS_ENDPOINT: oss,
      OSS_RAM_ENDPOINT: oss,
    }
    const environment = {
      ...addresses,
      BUCKET_INVENTORY_EMULATOR: admin,
      ...running.environment,
    }
    for (const bucket of buckets) {
      // With --data it may be there from the last time.
      if (!running.buckets(bucket.cloud).includes(bucket.name)) await running.createBucket(bucket)
    }
    if (call.switches.includes('json')) {
      writeJson(context.output, { s3, oss, admin, environment } satisfies EmulatorOutput)
    } else {
      const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`)
      context.output.write(
        [`# S3 at ${s3}, OSS at ${oss}, control at ${admin}`, ...exports, ''].join('\n'),
      )
      context.messages.write('running until interrupted (Ctrl-C)\n')
    }
    await aborted(context.signal)
  } finally {
    await running.close()
  }
  return 0
}

function bucketOf(text: string): EmulatedBucket {
  const { scheme, bucket: name, region } = bucketPlace(text)
  if (scheme !== 's3' && scheme !== 'oss') {
    throw new InventoryError(
      'invalid-input',
      `--bucket takes s3://NAME or oss://NAME, not "${text}"`,
    )
  }
  return { cloud: scheme, name, ...(region === undefined ? {} : { region }) }
}

function portOf(call: CommandCall, flag: string): number {
  const text = valueOf(call, flag) ?? '0'
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new InventoryError('invalid-input', `--${flag} takes a port from 0 to 65535, not "${text}"`)
}

function startError(error: unknown, data: string | undefined): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if ('port' in error) {
    const port = String(error.port)
    const message = error.code === 'EADDRINUSE' ? `port ${port} is taken` : error.message
    return new InventoryError('unavailable', message, { cause: error })
  }
  return new InventoryError(
    'storage',
    `the state cannot be kept in ${data ?? 'memory'}: ${error.message}`,
    { cause: error },
  )
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
