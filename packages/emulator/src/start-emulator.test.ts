import { once } from 'node:events'
import { connect } from 'node:net'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Emulator } from './emulator.ts'
import { startEmulator } from './start-emulator.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ maxBodyBytes: 1000, switches: { s3PutStatus: 'ok' } })
})

afterAll(() => emulator.close())

describe('starting', () => {
  test('opens three ports on loopback, and says how to use them', () => {
    const local = /^http:\/\/127\.0\.0\.1:\d+$/
    for (const url of [emulator.s3, emulator.oss, emulator.admin]) expect(url).toMatch(local)
    expect(emulator.environment).toEqual({
      AWS_ENDPOINT_URL_S3: emulator.s3,
      AWS_ENDPOINT_URL_STS: emulator.s3,
      AWS_ENDPOINT_URL_KMS: emulator.s3,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      OSS_ENDPOINT: emulator.oss,
      OSS_STS_ENDPOINT: emulator.oss,
      OSS_RAM_ENDPOINT: emulator.oss,
      OSS_REGION: 'cn-hangzhou',
      OSS_ACCESS_KEY_ID: 'test',
      OSS_ACCESS_KEY_SECRET: 'test',
    })
  })

  test('fails on a port that is taken, and leaves nothing open', async () => {
    const port = Number(new URL(emulator.oss).port)
    await expect(startEmulator({ ossPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('fails on a switch that does not exist', async () => {
    const switches: object = { nothing: 'keep' }
    await expect(startEmulator({ switches })).rejects.toThrow('there is no switch "nothing"')
  })
})

describe('a malformed request', () => {
  test.each([
    ['s3', '/photos', 403, 'AccessDenied'],
    ['oss', '/photos', 403, 'AccessDenied'],
    ['s3', '/photos/%ff', 400, 'InvalidURI'],
    ['oss', '/photos/%zz', 400, 'InvalidURI'],
    ['s3', '/photos?prefix=%', 400, 'InvalidURI'],
  ] as const)('to %s for %s is answered as the service does', async (cloud, path, status, code) => {
    const response = await sendLine(emulator[cloud], `GET ${path} HTTP/1.1`)
    expect(response).toContain(`HTTP/1.1 ${status} `)
    expect(response).toContain(`<Code>${code}</Code>`)
  })

  test('that is no HTTP is answered with 400', async () => {
    expect(await sendLine(emulator.s3, 'HELLO')).toContain('HTTP/1.1 400 Bad Request')
  })

  test('with a body that is too long is refused, and the connection closed', async () => {
    const response = await fetch(`${emulator.s3}/photos/a`, {
      method: 'PUT',
      body: Buffer.alloc(1001),
    })
    expect(response.status).toBe(400)
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.text()).toContain('<Code>EntityTooLarge</Code>')
  })

  test.each([
    'Basic abc',
    'AWS4-HMAC-SHA256 nonsense',
    'AWS test:abc',
    'OSS test',
    'OSS4-HMAC-SHA256 x',
  ])('with the authorization "%s" never makes an internal error', async (authorization) => {
    for (const endpoint of [emulator.s3, emulator.oss]) {
      const response = await fetch(endpoint, { headers: { authorization } })
      expect([400, 403]).toContain(response.status)
    }
  })
})

async function sendLine(endpoint: string, line: string): Promise<string> {
  const { hostname, port } = new URL(endpoint)
  const socket = connect(Number(port), hostname)
  socket.end(`${line}\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString()
  })
  await once(socket, 'close')
  return text
}

describe('closing', () => {
  test('waits for the answer that is under way', async () => {
    const short = await startEmulator()
    short.inject({ effect: { type: 'delay', milliseconds: 50 } })
    const answer = fetch(short.s3)
    await short.waitForRequests(1)
    await short.close()
    expect((await answer).status).toBe(403)
    await expect(fetch(short.s3)).rejects.toThrow('fetch failed')
  })

  test('does not wait for connections that ask for nothing', async () => {
    const short = await startEmulator()
    const { hostname, port } = new URL(short.s3)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    // Answered on another connection, so this one has been accepted.
    await (await fetch(short.s3)).text()
    const start = performance.now()
    await short.close()
    expect(performance.now() - start).toBeLessThan(1000)
    socket.destroy()
  })

  test('ends at once what is held, and what is waited for', async () => {
    const short = await startEmulator()
    short.inject({ effect: { type: 'hang' }, times: 2 })
    const answers = Promise.allSettled([fetch(short.s3), fetch(short.oss)])
    await short.waitForHeld(2)
    const more = Promise.allSettled([short.waitForHeld(3)])
    const start = performance.now()
    await short.close()
    // A listener that has to break off what is being answered takes two seconds.
    expect(performance.now() - start).toBeLessThan(1000)
    expect(await more).toMatchObject([
      { reason: { message: 'the emulator was closed before there were 3 held requests' } },
    ])
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(short.requests()).toBe(2)
    expect(short.held()).toBe(0)
    await expect(short.waitForRequests(3)).rejects.toThrow('before there were 3 requests')
    await short.waitForRequests(2)
  })
})
