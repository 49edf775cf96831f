import { expect, it } from 'vitest'

import { commands } from './cli.ts'
import type { CommandCall } from './command.ts'
import { parseCommandLine } from './parse-command-line.ts'

const call = (parts: Partial<CommandCall> & { readonly command: string }) => ({
  kind: 'call',
  call: { arguments: [], values: {}, switches: [], ...parts },
})

it.each([
  [[], { kind: 'help' }],
  [['--help'], { kind: 'help' }],
  [['-h'], { kind: 'help' }],
  [['help'], { kind: 'help' }],
  [['help', 'put'], { kind: 'help', command: 'put' }],
  [['put', '--help'], { kind: 'help', command: 'put' }],
  [['put', 's3://photos', '--nonsense', '-h'], { kind: 'help', command: 'put' }],
  [['--version'], { kind: 'version' }],
  [['capabilities'], call({ command: 'capabilities' })],
  [
    ['capabilities', '--provider', 'aws-s3', '--region=eu-west-1', '--bucket-type', 'directory'],
    call({
      command: 'capabilities',
      values: { provider: ['aws-s3'], region: ['eu-west-1'], 'bucket-type': ['directory'] },
    }),
  ],
  [
    ['translate', 'daily.yaml', '--to', 'alibaba-oss', '--allow', 'lossy', '--allow=id,fields'],
    call({
      command: 'translate',
      arguments: ['daily.yaml'],
      values: { to: ['alibaba-oss'], allow: ['lossy', 'id,fields'] },
    }),
  ],
  [['list', 's3://photos'], call({ command: 'list', arguments: ['s3://photos'] })],
  [
    ['get', '--json', 's3://photos#daily', '--native'],
    call({ command: 'get', arguments: ['s3://photos#daily'], switches: ['json', 'native'] }),
  ],
  [
    ['put', 's3://photos', '-', '--mode', 'create', '--snapshot', 'old.yaml'],
    call({
      command: 'put',
      arguments: ['s3://photos', '-'],
      values: { mode: ['create'], snapshot: ['old.yaml'] },
    }),
  ],
  [
    ['put', 's3://photos', '--', '--odd-name.yaml'],
    call({ command: 'put', arguments: ['s3://photos', '--odd-name.yaml'] }),
  ],
  [['put', 's3://photos', '--', '-h'], call({ command: 'put', arguments: ['s3://photos', '-h'] })],
  [['delete', 's3://photos#daily'], call({ command: 'delete', arguments: ['s3://photos#daily'] })],
  [['help', 'emulator', 'deliver'], { kind: 'help', command: 'emulator deliver' }],
  [['emulator', 'deliver', '--help'], { kind: 'help', command: 'emulator deliver' }],
  [
    ['emulator', 'deliver', 's3://photos#daily', '--json'],
    call({ command: 'emulator deliver', arguments: ['s3://photos#daily'], switches: ['json'] }),
  ],
  [
    ['emulator', '--s3-port', '9000', '--oss-port=9001', '--data', './state'],
    call({
      command: 'emulator',
      values: { 's3-port': ['9000'], 'oss-port': ['9001'], data: ['./state'] },
    }),
  ],
  [
    ['doctor', 's3://photos', '--all', 'oss://photos-cn#daily'],
    call({
      command: 'doctor',
      arguments: ['s3://photos', 'oss://photos-cn#daily'],
      switches: ['all'],
    }),
  ],
  [['schema'], call({ command: 'schema' })],
  [['schema', 'declaration'], call({ command: 'schema', arguments: ['declaration'] })],
])('reads %j', (argv, expected) => {
  expect(parseCommandLine(argv, commands)).toStrictEqual(expected)
})

it.each([
  [['lst'], 'there is no command "lst"', 'lst'],
  [['toString'], 'there is no command "toString"', 'toString'],
  [['help', 'putt'], 'there is no command "putt"', 'putt'],
  [['--json', 'list'], 'write the command first, then --json', undefined],
  [['put', 's3://photos'], 'FILE is missing: bucket-inventory put BUCKET FILE', undefined],
  [['doctor'], 'PLACE|FILE is missing: bucket-inventory doctor PLACE|FILE...', undefined],
  [['status', 's3://a', ''], 'PLACE|FILE is empty', undefined],
  [['list', ''], 'BUCKET is empty: bucket-inventory list BUCKET', undefined],
  [['list', 's3://a', 's3://b'], '"s3://b" is too much: bucket-inventory list BUCKET', undefined],
  [['list', 's3://a', '--jsn'], 'there is no flag "--jsn" here', '--jsn'],
  [['list', 's3://a', '-j'], 'there is no flag "-j" here', '-j'],
  [['list', 's3://a', '--native'], 'there is no flag "--native" here', '--native'],
  [['list', 's3://a', '--json=yes'], '--json takes no value', undefined],
  [['translate', 'a.yaml'], '--to PROVIDER is missing: bucket-inventory translate', undefined],
  [['translate', 'a.yaml', '--to'], '--to needs a value: --to PROVIDER', undefined],
  [['translate', 'a.yaml', '--to='], '--to needs a value: --to PROVIDER', undefined],
  [['translate', 'a.yaml', '--to', '--json'], '--to needs a value: --to PROVIDER', undefined],
  [['translate', 'a.yaml', '--to', 'aws'], '--to cannot be "aws"', 'aws'],
  [['translate', 'a', '--to=aws-s3', '--to=aws-s3'], '--to is given twice', undefined],
  [['put', 's3://a', 'f', '--mode', 'crate'], '--mode cannot be "crate"', 'crate'],
  [['plan', 'a', '--out', '-'], '--out names what is to be written, and - is no', undefined],
  [['apply', 'a', '--snapshots=-'], '--snapshots names what is to be written', undefined],
  [['put', 's3://a', 'f', '--snapshot=-'], '--snapshot names what is to be written', undefined],
  [['schema', 'declration'], 'WHAT cannot be "declration"', 'declration'],
])('refuses %j as wrong use', (argv, message, word) => {
  const invocation = parseCommandLine(argv, commands)
  expect(invocation).toMatchObject({
    kind: 'wrong-use',
    message: expect.stringContaining(message),
    ...(word === undefined ? {} : { unknown: { word } }),
  })
})

it('knows that a document is wanted also where the command line is wrong', () => {
  expect(parseCommandLine(['lst', '--json'], commands)).toMatchObject({ json: true })
})
