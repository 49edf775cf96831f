import { createServer } from 'node:net'

import type { Fault } from '@bucket-inventory/emulator'
import { listOutputSchema } from 'bucket-inventory'
import { describe, expect, it } from 'vitest'

import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'

const configurations = {
  s3: {
    id: 'daily',
    schedule: { every: 'day' },
    fields: ['size'],
    destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
  },
  oss: {
    id: 'daily',
    schedule: { every: 'day' },
    fields: ['size'],
    destination: {
      bucket: 'reports',
      accountId: '1283641033516515',
      roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
      format: 'csv',
    },
  },
}
const places = { s3: 's3://photos', oss: 'oss://photos-cn' }
type Cloud = keyof typeof places
const clouds: readonly Cloud[] = ['s3', 'oss']

const written = ['PutBucketInventoryConfiguration', 'PutBucketInventory', 'DeleteBucket']
const deleted = ['DeleteBucketInventoryConfiguration', 'DeleteBucketInventory']

function writes({ emulator }: CliWorld): number {
  return [...written, ...deleted].reduce(
    (sum, operation) => sum + emulator.requests({ operation }),
    0,
  )
}

describe('a file that is wrong sends nothing', () => {
  const base = `id: daily
schedule: { every: day }
fields: [size]
destination: { bucket: reports, accountId: "012345678901", format: csv }
`

  it.each([
    ['a YAML syntax error', 'id: daily\nschedule: { every: day\nfields: [size]\n', 'x.yaml:3:1: '],
    ['a JSON syntax error', '{\n  "id": "daily",\n  "schedule": { "every" "day" }\n}', 'x.yaml:3:'],
    ['an unknown key', `${base}fitler: { prefix: a }\n`, 'x.yaml:5:1: fitler: '],
    ['an unknown key deeper down', base.replace('every:', 'evry:'), 'x.yaml:2:13: schedule.evry: '],
    ['a wrong type', `${base}enabled: "yes"\n`, 'x.yaml:5:1: enabled: '],
    [
      'an account that is a number',
      base.replaceAll('"', ''),
      'x.yaml:4:33: destination.accountId: 012345678901 is a number',
    ],
    ['a field that is none', base.replace('[size]', '[size, tga]'), 'x.yaml:3:16: fields[1]: '],
    ['an empty id', base.replace('daily', '""'), 'x.yaml:1:1: id: '],
    [
      'both encryptions',
      base.replace('csv', 'csv, encryption: { type: provider-managed, keyId: k }'),
      'x.yaml:4:',
    ],
    ['two encryptions', base.replace('csv', 'csv, encryption: [kms]'), 'destination.encryption: '],
    [
      'an instant without an offset',
      `${base}filter: { lastModified: { from: 2021-11-25 } }\n`,
      'x.yaml:5:27: ',
    ],
    ['no object', '- daily\n', 'x.yaml:1:1: '],
    ['several documents', `${base}---\n${base}`, 'x.yaml:5:1: the file holds 2 documents'],
    ['nothing', '', 'x.yaml:1:1: the file is empty'],
  ])('%s', async (_, text, message) => {
    const world = await startCliWorld()
    await world.write('x.yaml', text)
    for (const argv of [
      ['put', 's3://photos', 'x.yaml'],
      ['translate', 'x.yaml', '--to', 'aws-s3'],
    ]) {
      const { code, output, messages } = await world.run(argv)
      expect({ code, output }).toStrictEqual({ code: 1, output: '' })
      expect(messages).toContain(message)
      expect(messages).not.toMatch(/^\s+at /m)
    }
    expect(world.emulator.requests()).toBe(0)
  })

  it('says every problem at once, and what to write instead', async () => {
    const world = await startCliWorld()
    const { messages } = await world.run(['put', 's3://photos', '-'], {
      input: 'id: daily\nschedule: { every: dya }\nfeilds: [size]\ndestination: { bucket: r }\n',
    })
    expect(messages).toContain('standard input:2:13: schedule.every: ')
    expect(messages).toContain('day')
    expect(messages).toContain('standard input:3:1: feilds: ')
    expect(messages).toContain('fields')
    expect(messages).toContain('standard input:4:1: destination.format: ')
  })

  it('a file of 50 MB, a folder, and one that is not there', async () => {
    const world = await startCliWorld()
    await world.write('big.yaml', '#'.repeat(50 * 1024 * 1024))
    for (const [file, message] of [
      ['big.yaml', 'error: big.yaml is longer than 1 MiB'],
      ['.', 'error: . is a folder'],
      ['none.yaml', 'error: none.yaml does not exist'],
    ] as const) {
      const { code, messages } = await world.run(['put', 's3://photos', file])
      expect(code).toBe(1)
      expect(messages).toContain(message)
    }
    expect(world.emulator.requests()).toBe(0)
  })
})

describe('what the provider cannot take sends nothing', () => {
  it.each([
    ['s3', 'a prefix with U+0001', { filter: { prefix: 'a\u0001' } }, 'U+0001'],
    ['oss', 'a prefix with U+0001', { filter: { prefix: 'a\u0001' } }, 'U+0001'],
    ['s3', 'an id of 300 characters', { id: 'x'.repeat(300) }, 'needs-input id: '],
    ['oss', 'an id of 300 characters', { id: 'x'.repeat(300) }, 'needs-input id: '],
    [
      's3',
      'an account with a dash',
      { destination: { ...configurations.s3.destination, accountId: '0123-4567-8901' } },
      'destination.accountId',
    ],
    [
      'oss',
      'an account with a dash',
      { destination: { ...configurations.oss.destination, accountId: '1283-6410' } },
      'destination.accountId',
    ],
    [
      'oss',
      'a role of the wrong cloud',
      { destination: { ...configurations.oss.destination, roleArn: 'arn:aws:iam::1:role/R' } },
      'destination.roleArn',
    ],
  ] as const)('on %s: %s', async (cloud, _, change, message) => {
    const world = await startCliWorld()
    const { code, output, messages } = await world.run(['put', places[cloud], '-'], {
      input: JSON.stringify({ ...configurations[cloud], ...change }),
    })
    expect({ code, output }).toStrictEqual({ code: 1, output: '' })
    expect(messages).toContain(message)
    expect(world.emulator.requests()).toBe(0)
  })

  it('reports a role of the wrong cloud on S3, which has none', async () => {
    const world = await startCliWorld()
    const { s3 } = configurations
    const roleArn = 'acs:ram::1283641033516515:role/AliyunOSSRole'
    const { code, messages } = await world.run(['put', 's3://photos', '-'], {
      input: JSON.stringify({ ...s3, destination: { ...s3.destination, roleArn } }),
    })
    expect(code).toBe(0)
    expect(messages).toContain('dropped destination.roleArn: ')
  })
})

describe('wrong use exits 64 and sends nothing', () => {
  it.each([
    [['lst', 's3://photos'], 'there is no command "lst"; did you mean "list"?'],
    [['list', 's3://photos', '--jsn'], 'there is no flag "--jsn" here; did you mean "--json"?'],
    [['list'], 'BUCKET is missing'],
    [['list', 'gs://photos'], 'no provider has the scheme "gs"; known: oss, s3'],
    [['list', 's3:/photos'], '"s3:/photos" is no place'],
    [['list', 'photos'], '"photos" is no place: write a bucket as s3://photos'],
    [['list', 's3://photos#daily'], 'leave out "#daily"'],
    [['list', './folder'], '"./folder" names no bucket'],
    [['list', 's3://prod@photos'], 'no connection is named "prod"'],
    [['get', 's3://photos'], '"s3://photos" names no inventory: add its id'],
    [['get', 's3://photos#'], 'name the inventory after the "#"'],
    [['delete', 's3://photos'], '"s3://photos" names no inventory: add its id'],
    [['put', 's3://photos', '-', '--allow', 'filter.sise'], 'did you mean "filter.size"?'],
    [['put', 's3://photos', '-', '--mode', 'upsrt'], 'did you mean "upsert"?'],
    [['translate', '-', '--to', 'gcs'], '--to cannot be "gcs"; known: aws-s3, alibaba-oss'],
    [['emulator', '--s3-port', 'x'], '--s3-port takes a port from 0 to 65535, not "x"'],
    [['emulator', '--bucket', 'gs://photos'], '--bucket takes s3://NAME or oss://NAME'],
  ])('%j', async (argv, message) => {
    const world = await startCliWorld()
    const { code, output, messages } = await world.run(argv)
    expect({ code, output }).toStrictEqual({ code: 64, output: '' })
    expect(messages).toContain(message)
    expect(messages.trim().split('\n')).toHaveLength(1)
    expect(world.emulator.requests()).toBe(0)
  })

  it('with a document where one is wanted', async () => {
    const world = await startCliWorld()
    const { code, output } = await world.run(['list', 'gs://photos', '--json'])
    expect(code).toBe(64)
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'invalid-input' } })
  })
})

describe.each(clouds)('a service that misbehaves, %s,', (cloud) => {
  const place = places[cloud]
  const input = JSON.stringify(configurations[cloud])
  const html: Fault['effect'] = {
    type: 'body',
    contentType: 'text/html',
    text: '<html><body>Sign in to the network</body></html>',
  }

  it.each([
    ['an HTML answer', html, 'error: '],
    ['an answer cut in half', { type: 'truncate', bytes: 60 }, 'error: '],
  ] as const)('%s is no empty list', async (_, effect, message) => {
    const world = await startCliWorld()
    await world.run(['put', place, '-'], { input })
    world.emulator.inject({ cloud, times: 100, effect })
    for (const argv of [
      ['list', place],
      ['get', `${place}#daily`],
    ]) {
      const { code, output, messages } = await world.run(argv)
      expect({ code, output }).toStrictEqual({ code: 1, output: '' })
      expect(messages).toContain(message)
      expect(messages).not.toMatch(/^\s+at /m)
    }
  })

  it('an HTML answer to a delete deletes nothing', async () => {
    const world = await startCliWorld()
    await world.run(['put', place, '-'], { input })
    const before = writes(world)
    world.emulator.inject({ cloud, times: 100, effect: html })
    expect((await world.run(['delete', `${place}#daily`])).code).toBe(1)
    world.emulator.resetFaults()
    expect(writes(world)).toBe(before)
    expect((await world.run(['get', `${place}#daily`])).code).toBe(0)
  })

  it('a token that repeats ends the list with an error', async () => {
    const world = await startCliWorld()
    const body =
      cloud === 's3'
        ? '<ListInventoryConfigurationsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListInventoryConfigurationsResult>'
        : '<ListInventoryConfigurationsResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListInventoryConfigurationsResult>'
    const text = `<?xml version="1.0" encoding="UTF-8"?>${body}`
    world.emulator.inject({
      cloud,
      times: 100,
      effect: { type: 'body', contentType: 'application/xml', text },
    })
    const { code, messages } = await world.run(['list', place])
    expect(code).toBe(1)
    expect(messages).toMatch(/token/)
    expect(world.emulator.requests()).toBeLessThan(5)
  })

  it('an entry that cannot be read does not hide the others', async () => {
    const world = await startCliWorld()
    await world.run(['put', place, '-'], { input })
    const good = await world.run(['get', `${place}#daily`, '--native'])
    const entries = `${good.output.replace(/<\?xml.*?\?>/, '')}<InventoryConfiguration><Id>bad</Id></InventoryConfiguration>`
    const text = `<?xml version="1.0"?><ListInventoryConfigurationsResult>${entries}<IsTruncated>false</IsTruncated></ListInventoryConfigurationsResult>`
    world.emulator.inject({
      cloud,
      times: 2,
      effect: { type: 'body', contentType: 'application/xml', text },
    })
    const table = await world.run(['list', place])
    expect(table).toMatchObject({
      code: 1,
      output: expect.stringMatching(/\ndaily /),
      messages: expect.stringMatching(/^error: .*\n1 of 2 inventories cannot be read\n$/),
    })
    const document = await world.run(['list', place, '--json'])
    expect(document.code).toBe(1)
    expect(listOutputSchema.parse(JSON.parse(document.output))).toMatchObject([
      { configuration: { id: 'daily' } },
      { error: { code: 'protocol' } },
    ])
  })

  it('a wrong secret is said, and never shown', async () => {
    const world = await startCliWorld()
    const secret = 'wrong-SECRET-0123456789'
    const environment = { AWS_SECRET_ACCESS_KEY: secret, OSS_ACCESS_KEY_SECRET: secret }
    for (const argv of [
      ['list', place],
      ['put', place, '-'],
      ['list', place, '--json'],
    ]) {
      const { code, output, messages } = await world.run(argv, { input, environment })
      expect(code).toBe(1)
      expect(messages).toMatch(/signature/i)
      expect(`${output}${messages}`).not.toContain(secret)
    }
    expect((await world.run(['list', place])).output).toBe('')
  })

  it('a closed port is said in one line', async () => {
    const world = await startCliWorld()
    const port = await closedPort()
    const endpoint = `http://127.0.0.1:${port}`
    const { code, messages } = await world.run(['put', place, '-'], {
      input,
      environment: { AWS_ENDPOINT_URL_S3: endpoint, OSS_ENDPOINT: endpoint },
    })
    expect(code).toBe(1)
    expect(messages).toContain('ECONNREFUSED')
    expect(messages).not.toMatch(/^\s+at /m)
    expect(world.emulator.requests()).toBe(0)
  }, 20_000)

  it('a bucket that is not there is named', async () => {
    const world = await startCliWorld()
    const none = place.replace('photos', 'none')
    for (const argv of [
      ['list', none],
      ['get', `${none}#daily`],
      ['put', none, '-'],
      ['delete', `${none}#daily`],
    ]) {
      const { code, messages } = await world.run(argv, { input })
      expect(code).toBe(1)
      expect(messages).toMatch(/"none(-cn)?"/)
    }
  })

  it('a server that ignores ?inventory keeps its bucket', async () => {
    const world = await startCliWorld()
    world.emulator.setSwitches({ inventory: 'ignored' })
    for (const argv of [
      ['list', place],
      ['get', `${place}#daily`],
      ['put', place, '-'],
      ['delete', `${place}#daily`],
    ]) {
      expect((await world.run(argv, { input })).code).toBe(1)
    }
    expect(world.emulator.requests({ operation: 'DeleteBucket' })).toBe(0)
    expect(world.emulator.buckets(cloud)).toHaveLength(1)
  }, 30_000)
})

it('a full bucket takes no more', async () => {
  const world = await startCliWorld()
  await world.emulator.createBucket({ cloud: 's3', name: 'small', maxInventories: 2 })
  const put = async (id: string) =>
    world.run(['put', 's3://small', '-'], { input: JSON.stringify({ ...configurations.s3, id }) })
  expect([(await put('a')).code, (await put('b')).code]).toStrictEqual([0, 0])
  const { code, messages } = await put('c')
  expect(code).toBe(1)
  expect(messages).toContain('already has 1,000 inventories')
  const listed = await world.run(['list', 's3://small', '--json'])
  expect(JSON.parse(listed.output)).toHaveLength(2)
})

describe('missing credentials are said in one line', () => {
  it('on S3', async () => {
    const world = await startCliWorld()
    const { code, messages } = await world.run(['list', 's3://photos'], {
      environment: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    })
    expect(code).toBe(1)
    expect(messages).toContain('no credentials were found')
    expect(messages.trim().split('\n').length).toBeLessThanOrEqual(2)
  })

  it('on OSS, with the variables to set', async () => {
    const world = await startCliWorld()
    const { code, messages } = await world.run(['list', 'oss://photos-cn'], {
      environment: { OSS_ACCESS_KEY_ID: undefined, OSS_ACCESS_KEY_SECRET: '' },
    })
    expect(code).toBe(1)
    expect(messages).toContain('set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET')
    expect(messages.trim().split('\n')).toHaveLength(1)
  })

  it('and so is a missing region', async () => {
    const world = await startCliWorld()
    const s3 = await world.run(['list', 's3://photos'], { environment: { AWS_REGION: undefined } })
    expect(s3.code).toBe(1)
    expect(s3.messages).toContain('AWS_REGION')
    const oss = await world.run(['list', 'oss://photos-cn'], {
      environment: { OSS_REGION: undefined, OSS_ENDPOINT: undefined },
    })
    expect(oss.code).not.toBe(0)
    expect(oss.messages).toMatch(/region/)
    expect(world.emulator.requests()).toBe(0)
  })
})

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await new Promise((resolve) => server.close(resolve))
  return port
}
