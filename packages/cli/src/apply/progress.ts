import type { ApplyEvent, InventoryError } from '@bucket-inventory/core'

import type { CommandContext } from '../command.ts'
import { painter } from '../output/colour.ts'
import type { Colour } from '../output/colour.ts'
import { outcomeWord } from '../output/outcome-in-words.ts'
import type { OutcomeWord } from '../output/outcome-in-words.ts'
import { printable } from '../output/printable.ts'
import { progressBar } from '../output/progress-bar.ts'
import { stepInWords } from '../output/step-in-words.ts'

const colours: Readonly<Record<Exclude<OutcomeWord, 'skipped'>, Colour>> = {
  created: 'green',
  replaced: 'yellow',
  deleted: 'red',
  unchanged: 'dim',
  failed: 'red',
}

const clearLine = '\r\u001B[K'

/** Says what happens while a plan is carried out: a line for each step that was begun, and below them a bar where `messages` is a terminal. */
export class Progress {
  readonly #total: number
  readonly #context: Pick<CommandContext, 'messages' | 'colour' | 'columns'>
  #finished = 0

  constructor(total: number, context: Pick<CommandContext, 'messages' | 'colour' | 'columns'>) {
    this.#total = total
    this.#context = context
    this.#draw()
  }

  /** Never throws. */
  on(event: ApplyEvent): void {
    const line = this.#lineOf(event)
    if (line === undefined) return
    this.#clear()
    this.#context.messages.write(`${line}\n`)
    this.#draw()
  }

  /** Takes the bar away. */
  end(): void {
    this.#clear()
  }

  #lineOf(event: ApplyEvent): string | undefined {
    const paint = painter(this.#context.colour)
    switch (event.type) {
      case 'step-started':
        return undefined
      case 'step-retried':
        return `${paint('dim', 'again')} ${stepInWords(event.step)}: attempt ${event.attempt}, as it was ${reasonOf(event.error)}`
      case 'slowed-down':
        return `${paint('dim', 'slower')} ${printable(event.location)}: the service throttles; waiting ${(event.milliseconds / 1000).toFixed(1)} s`
      case 'step-finished': {
        const { outcome } = event
        const word = outcomeWord(outcome)
        // What was skipped may be a thousand at a time, and is said together in the end.
        if (word === undefined || word === 'skipped') return undefined
        this.#finished += 1
        const why = outcome.outcome === 'failed' ? `: ${printable(outcome.error.message)}` : ''
        return `${paint(colours[word], word)} ${stepInWords(outcome.step)}${why}`
      }
    }
  }

  #draw(): void {
    const { columns, messages } = this.#context
    if (columns === undefined || this.#finished >= this.#total) return
    messages.write(progressBar(this.#finished, this.#total, columns))
  }

  #clear(): void {
    if (this.#context.columns !== undefined) this.#context.messages.write(clearLine)
  }
}

function reasonOf({ code }: InventoryError): string {
  return code === 'throttled' || code === 'unavailable' ? code : `refused (${code})`
}
