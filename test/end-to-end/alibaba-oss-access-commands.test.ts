import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { AccessDocument } from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld, statesOf } from './alibaba-oss-access-world.ts'

let world: OssAccessWorld
let folder: string

beforeEach(async () => {
  world = await OssAccessWorld.start()
  folder = await mkdtemp(join(tmpdir(), 'aliyun-'))
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', 'aliyun'), aliyun)
  await chmod(join(folder, 'bin', 'aliyun'), 0o755)
})

afterEach(async () => {
  await rm(folder, { recursive: true })
  await world.emulator.close()
})

/** Keeps its arguments; a bucket has the rules in `rules.xml`. */
const aliyun = String.raw`#!/bin/sh
count=$(ls "$HOME"/call-* 2>/dev/null | wc -l)
printf '%s\0' "$@" > "$HOME/call-$(printf %03d "$count")"
[ "$1 $2 $3 $4" = 'oss lifecycle --method get' ] && cp "$HOME/rules.xml" "$6"
[ "$1 $2 $3 $4" = 'oss lifecycle --method put' ] && cp "$6" "$HOME/rules.xml"
exit 0
`

/** What the commands call `aliyun` with. */
async function run(commands: string): Promise<readonly (readonly string[])[]> {
  const env = { HOME: folder, PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8' }
  await promisify(execFile)('/bin/sh', ['-eu', '-c', commands], { cwd: folder, env })
  const names = (await readdir(folder)).filter((name) => name.startsWith('call-')).toSorted()
  const texts = names.map((name) => readFile(join(folder, name), 'utf8'))
  return (await Promise.all(texts)).map((text) => text.split('\0').slice(0, -1))
}

function jsonOf({ content }: AccessDocument): string {
  return JSON.stringify(content)
}

const prefixes = [
  "it's",
  '"quoted" and `ticked` $(id) $HOME ${HOME} %{x} %s',
  String.raw`back\slash \n \\ & | \& ;`,
  '* ? [a-z] ~ # !',
  '-n --help',
  '報告書/ñ/😀',
  'a\ttab and\na line',
  '<xml> & "amp" ]]>',
]

describe('the commands are read by a shell as they are meant', () => {
  it.each(prefixes)('with the prefix %j', async (prefix) => {
    const access = world.access()
    const subjects = ['daily', 'weekly'].map((id) => world.subject({ prefix }, { id }))
    const documents = access
      .documents(subjects, { retainDays: 30, notify: 'queue/done' })
      .filter(({ variant }) => variant !== 'read-source')
    await writeFile(
      join(folder, 'rules.xml'),
      '<?xml version="1.0" encoding="UTF-8"?>\n<LifecycleConfiguration>\n  <Rule><ID>theirs</ID><Prefix>x&amp;|/</Prefix><Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule>\n</LifecycleConfiguration>\n',
    )
    const calls = await run(access.render(documents, 'commands'))
    const flagged = (name: string) =>
      calls.flatMap((call) => call.filter((_, index) => call[index - 1] === `--${name}`))
    const [trust, permission, ...others] = documents
    if (trust === undefined || permission === undefined) throw new Error('they are missing')
    expect(flagged('AssumeRolePolicyDocument')).toEqual([jsonOf(trust)])
    const callers = others.filter(({ kind }) => kind === 'caller-policy')
    expect(flagged('PolicyDocument')).toEqual([permission, ...callers].map(jsonOf))
    const rules = others.filter(({ kind }) => kind === 'notification')
    expect(flagged('MatchRules')).toEqual(
      rules.map(({ content }) => JSON.stringify(content['MatchRules'])),
    )
    expect(new Set(flagged('RoleName'))).toEqual(new Set(['Deliverer']))
    // What was written is what this library would write.
    const written = await readFile(join(folder, 'rules.xml'), 'utf8')
    const inner = /<LifecycleConfiguration>([^]*)<\/LifecycleConfiguration>/.exec(written)?.[1]
    const stands = await world.putLifecycle([inner ?? ''])
    expect(stands).toContain('<Prefix>x&amp;|/</Prefix>')
    const retention = others.filter(({ kind }) => kind === 'retention')
    expect(statesOf(await access.changes(retention))).toEqual(['retention unchanged'])
  })
})
