import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

import { findChromium } from './find-chromium.ts'

/** A browser that asks the network for nothing by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
