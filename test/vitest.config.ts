import { fileURLToPath } from 'node:url'

import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  ssr: { resolve: { conditions: ['@bucket-inventory/source', ...defaultServerConditions] } },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'conformance', include: ['test/conformance/**/*.test.ts'] } },
      { extends: true, test: { name: 'laws', include: ['test/laws/**/*.test.ts'] } },
      { extends: true, test: { name: 'end-to-end', include: ['test/end-to-end/**/*.test.ts'] } },
      { extends: true, test: { name: 'workspace', include: ['test/workspace/**/*.test.ts'] } },
    ],
  },
})
