import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** One open port. */
export interface Listener {
  readonly port: number
  /** Takes no more connections, and waits a moment for what is being answered. */
  close(): Promise<void>
}

/** Answers a request; one that rejects costs its client the connection. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Opens a port for a handler that answers every request itself. */
export async function listen(host: string, port: number, handle: Handler): Promise<Listener> {
  const unused = new Set<Socket>()
  const settings = { keepAlive: true, noDelay: true, maxHeaderSize }
  const server = createServer(settings, (request, response) => {
    unused.delete(request.socket)
    // While the server closes, a connection that has become idle would keep it open.
    response.on('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
    handle(request, response).catch(() => request.socket.destroy())
  })
  // Longer than clients keep idle connections, so that none is closed under a request that was just sent.
  server.keepAliveTimeout = 120_000
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
    else socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return { port: portOf(server), close: () => closeServer(server, unused) }
}

/** Calls of RAM carry whole policies in their query. */
const maxHeaderSize = 64 * 1024

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

const patience = 2_000

async function closeServer(server: Server, unused: Iterable<Socket>): Promise<void> {
  const impatient = setTimeout(() => server.closeAllConnections(), patience)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Node does not count a connection as idle that nothing was ever asked on.
    for (const socket of unused) socket.destroy()
  })
  clearTimeout(impatient)
}
