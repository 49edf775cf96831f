import { runInNewContext } from 'node:vm'

import { build, defaultClientConditions } from 'vite'
import { expect, it } from 'vitest'

import { root } from './packages.ts'

it('translates both ways in a browser: core, xml and the adapters need no runtime but the language', async () => {
  const bundle = await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@bucket-inventory/source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${root}/test/workspace/browser-entry.ts`, formats: ['iife'], name: 'bundle' },
      rollupOptions: { external: ['@aws-sdk/client-s3', 'ali-oss'] },
    },
  })
  const [result] = Array.isArray(bundle) ? bundle : [bundle]
  const code = result !== undefined && 'output' in result ? result.output[0].code : ''
  expect(code.match(/.*(\bprocess\.(env|version)|\bBuffer\.).*/g)).toBeNull()
  // A bare context has the language and nothing else: no Node, no console, no URL.
  const answer: unknown = JSON.parse(runInNewContext(`${code}; JSON.stringify(bundle.answer)`))
  expect(answer).toMatchObject({
    s3: { id: 'daily', filter: { prefix: 'a&b' } },
    oss: { id: 'daily', filter: { prefix: 'a&b', size: { min: 1 } } },
    findings: expect.arrayContaining(['filter.size emulated']),
    providers: ['aws-s3', 'alibaba-oss'],
    tags: 'unsupported',
    schema: 'Inventory configuration',
    place: 'inventory',
  })
})
