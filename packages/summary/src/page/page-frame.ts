import { createHash } from 'node:crypto'

import { html, Html } from './html.ts'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'

export interface PageParts {
  readonly title: string
  readonly header: Html
  readonly main: readonly Html[]
  readonly footer: Html
}

/** A whole page: one file that asks the network for nothing, and lets nothing run but its own script. */
export function pageFrame({ title, header, main, footer }: PageParts): string {
  const policy = `default-src 'none'; style-src '${hashOf(pageStyle)}'; script-src '${hashOf(pageScript)}'; img-src data:; base-uri 'none'; form-action 'none'`
  // To the letter, as their hashes are of it: not laid out as the template is.
  const style = new Html(`<style>${pageStyle}</style>`)
  const script = new Html(`<script>${pageScript}</script>`)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the numbers</a>
        <header class="top">${header}</header>
        <main id="content" tabindex="-1">${main.map((part) => html`${part} `)}</main>
        <footer>${footer}</footer>
        ${script}
      </body>
    </html> `.text
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
