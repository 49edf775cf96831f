import { builtinModules } from 'node:module'

import { describe, expect, it } from 'vitest'

import { workspacePackages } from './packages.ts'
import type { WorkspacePackage } from './packages.ts'

interface Allowed {
  /** Packages of ours. */
  readonly ours: readonly string[]
  readonly others: readonly string[]
  readonly node: boolean
}

/** Who may import whom. What a package is not given here it must not import, also not in a test beside its sources. */
const allowed: Readonly<Record<string, Allowed>> = {
  core: { ours: [], others: ['zod'], node: false },
  xml: { ours: ['core'], others: ['fast-xml-parser'], node: false },
  'aws-s3': {
    ours: ['core', 'xml'],
    others: ['@aws-sdk/client-kms', '@aws-sdk/client-s3', '@aws-sdk/client-sts'],
    node: false,
  },
  'alibaba-oss': {
    ours: ['core', 'xml'],
    others: ['@alicloud/ram20150501', 'ali-oss'],
    node: false,
  },
  memory: { ours: ['core'], others: [], node: false },
  conformance: { ours: ['core'], others: ['fast-check'], node: true },
  client: {
    ours: ['core', 'reports', 'compare', 'aws-s3', 'alibaba-oss', 'memory'],
    others: ['inversify', 'reflect-metadata'],
    node: true,
  },
  orc: { ours: [], others: [], node: true },
  reports: { ours: ['core', 'orc'], others: ['zod'], node: true },
  compare: { ours: ['core', 'reports'], others: ['hyparquet-writer', 'zod'], node: true },
  query: { ours: ['core', 'reports', 'compare'], others: ['@duckdb/node-api'], node: true },
  summary: { ours: ['core', 'reports', 'compare'], others: [], node: true },
  health: { ours: ['core', 'reports', 'client', 'memory'], others: [], node: true },
  emulator: { ours: [], others: ['fast-xml-parser', 'hyparquet-writer'], node: true },
  cli: {
    ours: [
      'core',
      'aws-s3',
      'alibaba-oss',
      'client',
      'compare',
      'emulator',
      'health',
      'query',
      'reports',
      'summary',
    ],
    others: [
      'yaml',
      'zod',
      '@alicloud/ram20150501',
      'ali-oss',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-s3',
      '@aws-sdk/client-sts',
      'inversify',
      'reflect-metadata',
    ],
    node: true,
  },
}

/** What costs much to import, or is a peer. */
const loadedLate =
  /^(@alicloud\/ram20150501|@aws-sdk\/client-(kms|s3|sts)|ali-oss|inversify|reflect-metadata)$/

const testTools = new Set(['vitest', 'fast-check', 'hyparquet-writer'])

describe.each(workspacePackages())('$manifest.name', (entry) => {
  const rule = allowed[entry.folder]

  it('stands in the table of directions', () => {
    expect(rule).toBeDefined()
  })

  it('imports only what the table gives it, and declares what it imports', () => {
    const published = { ...entry.manifest.dependencies, ...entry.manifest.peerDependencies }
    const wrong = importsOf(entry).filter(({ file, specifier }) => {
      if (isNode(specifier)) return rule?.node !== true && !isTest(file)
      if (isTest(file) && testTools.has(specifier)) return false
      const name = packageOf(specifier)
      const ours = name.startsWith('@bucket-inventory/')
      const known = ours
        ? rule?.ours.includes(name.slice('@bucket-inventory/'.length))
        : rule?.others.includes(name)
      const declared = isTest(file)
        ? { ...entry.manifest.devDependencies, ...published }
        : published
      return known !== true || !Object.hasOwn(declared, name)
    })
    expect(wrong).toStrictEqual([])
  })

  it('declares nothing that it never imports', () => {
    const imported = new Set(importsOf(entry).map(({ specifier }) => packageOf(specifier)))
    const optional = new Set(Object.keys(entry.manifest.peerDependenciesMeta))
    const unused = Object.keys({
      ...entry.manifest.dependencies,
      ...entry.manifest.peerDependencies,
    }).filter((name) => !imported.has(name) && !optional.has(name) && !suppliesPeer(entry, name))
    expect(unused).toStrictEqual([])
  })
})

it('loads an SDK or a container only in the files that are for it', () => {
  const loading = workspacePackages().flatMap((entry) =>
    importsOf(entry)
      .filter(({ specifier }) => loadedLate.test(specifier))
      .filter(({ typeOnly, file }) => !typeOnly && !isTest(file))
      .map(({ file, specifier }) => `${entry.folder}/${file}: ${specifier}`),
  )
  const places = [
    'aws-s3/access/s3-look-key.ts: @aws-sdk/client-kms',
    'aws-s3/s3-connection.ts: @aws-sdk/client-s3',
    'aws-s3/s3-role-credentials.ts: @aws-sdk/client-sts',
    'alibaba-oss/access/ram-client.ts: @alicloud/ram20150501',
    'alibaba-oss/oss-transport.ts: ali-oss',
    'client/container/',
  ]
  expect(loading.filter((line) => !places.some((place) => line.startsWith(place)))).toStrictEqual(
    [],
  )
})

/** The command installs the SDKs that its adapters leave to their users. */
function suppliesPeer(entry: WorkspacePackage, name: string): boolean {
  return entry.folder === 'cli' && loadedLate.test(name)
}

/** Tests, and what only they import. */
function isTest(file: string): boolean {
  return /\.test\.(support\.)?ts$/.test(file)
}

interface Import {
  readonly file: string
  readonly specifier: string
  readonly typeOnly: boolean
}

function importsOf({ sources }: WorkspacePackage): Import[] {
  return [...sources].flatMap(([file, text]) =>
    [
      ...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'/gm),
      ...text.matchAll(/^import\s+()'([^']+)'/gm),
      ...text.matchAll(/\bimport\(\s*()'([^']+)'/g),
    ]
      .map(([, typeOnly, specifier = '']) => ({ file, specifier, typeOnly: Boolean(typeOnly) }))
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.includes('${')),
  )
}

function isNode(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier)
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
