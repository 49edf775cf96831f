import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitest/config'

import base from '../vitest.config.ts'

// Apart from the other tests, as these need Python 3 and PyPI.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/interop/*.interop.ts'],
    // Moto takes its time where Python has not compiled it yet.
    hookTimeout: 60_000,
    globalSetup: fileURLToPath(new URL('global-setup.ts', import.meta.url)),
  },
})
