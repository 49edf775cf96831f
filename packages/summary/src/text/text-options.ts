import { InventoryError } from '@bucket-inventory/core'

import { painter } from './paint.ts'
import type { Paint } from './paint.ts'

export interface TextOptions {
  /** Columns of the terminal, 20 at least. Default: 80. */
  readonly width?: number
  /** Whether to paint with escape sequences. Default: false. */
  readonly colour?: boolean
}

/** How text is laid out. */
export interface TextLayout {
  readonly width: number
  readonly paint: Paint
}

/** Wider lines are hard to follow. */
const widest = 120

export function textLayout({ width = 80, colour = false }: TextOptions): TextLayout {
  if (!(width >= 20)) {
    throw new InventoryError('invalid-input', `text takes 20 columns at least, not ${width}`)
  }
  return { width: Math.min(widest, Math.floor(width)), paint: painter(colour) }
}
