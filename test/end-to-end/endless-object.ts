import { createServer } from 'node:http'
import type { Server } from 'node:http'

export const mebibyte = 1024 * 1024

/** A server of an object that does not end. */
export interface EndlessObject {
  readonly url: string
  /** Bytes of the object that were written so far. */
  readonly sent: () => number
  /** The next object is kept back: resolves when it was asked for, with what answers. */
  readonly hold: () => Promise<() => void>
  /** Resolves when the connection of the object is closed. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** A server on which every object has a gibibyte, of which it gives so many bytes and then no more. */
export async function startEndless(available = 1024 * mebibyte): Promise<EndlessObject> {
  const block = Buffer.alloc(64 * 1024, 'x')
  let sent = 0
  let close: () => void
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  let held: ((answer: () => void) => void) | undefined
  const server = createServer((request, response) => {
    const headers = { 'content-length': 1024 * mebibyte, etag: '"e"' }
    if (request.method === 'HEAD') {
      response.writeHead(200, headers).end()
      return
    }
    const write = () => {
      while (sent < available && !response.destroyed) {
        sent += block.length
        if (!response.write(block)) return
      }
    }
    const answer = () => {
      response.writeHead(200, headers)
      write()
    }
    response.on('drain', write).on('close', close)
    if (held === undefined) answer()
    else held(answer)
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(portOf(server)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    sent: () => sent,
    hold: async () =>
      new Promise((resolve) => {
        held = resolve
      }),
    closed,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
