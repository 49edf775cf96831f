import { defineConfig } from 'vitest/config'

import base from '../vitest.config.ts'

// Apart from the other tests, as these need Chromium.
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/pages/*.pages.ts'], hookTimeout: 60_000 },
})
