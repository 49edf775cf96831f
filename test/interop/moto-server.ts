import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import { python } from './prepare-python.ts'

/** moto, as a server of its own. */
export interface MotoServer {
  readonly endpoint: string
  close(): Promise<void>
}

/** Starts moto on a free port and waits until it answers. */
export async function startMoto(): Promise<MotoServer> {
  const port = await freePort()
  const words = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)]
  const child = spawn(python, words, { stdio: 'ignore' })
  const gone = once(child, 'exit')
  const endpoint = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await answers(endpoint)); tries++) {
    if (tries === 300 || child.exitCode !== null) throw new Error('moto does not start')
    await pause(100)
  }
  return {
    endpoint,
    close: async () => {
      child.kill()
      await gone
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint)).status > 0
  } catch {
    return false
  }
}
