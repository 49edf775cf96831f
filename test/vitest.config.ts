import { fileURLToPath } from 'node:url'

import { defaultServerConditions } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'

import { longTests } from './long-tests.ts'
import { inGate } from './property-runs.ts'
import { SayLeftOut } from './say-left-out.ts'

// Without `module`, by which the AWS SDK would be taken in a form that Node itself cannot load.
const conditions = defaultServerConditions.filter((condition) => condition !== 'module')

// A file that is asked for by its name is run, however long it takes.
const [, , , ...words] = process.argv
const named = words.some((word, index) => !word.startsWith('-') && words[index - 1] !== '--config')
const leavesOut = !inGate && !named

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  ssr: { resolve: { conditions: ['@bucket-inventory/source', ...conditions] } },
  test: {
    // By default one core of two stays idle.
    maxWorkers: '100%',
    // A law that is tried a thousand times takes longer than the five seconds of the default.
    testTimeout: 60_000,
    // The command is built before some, beside whatever else runs.
    hookTimeout: 60_000,
    // Files share the modules of their worker: none has state, and loading them again for each takes longer than the tests.
    isolate: false,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(leavesOut ? longTests : [])],
    reporters: leavesOut ? ['default', new SayLeftOut()] : ['default'],
  },
})
