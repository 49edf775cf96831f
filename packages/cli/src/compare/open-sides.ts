import type { ComparedReport } from '@bucket-inventory/compare'

import { valueOf } from '../command.ts'
import type { CommandCall, CommandContext } from '../command.ts'
import { openSide, requireReportPlace } from '../input/compared-side.ts'
import type { OpenedSide } from '../input/compared-side.ts'
import { joinedChecksums } from '../input/joined-checksums.ts'
import type { JoinedChecksums } from '../input/joined-checksums.ts'
import type { OpenedProviders } from '../input/open-providers.ts'
import { timeFlag } from '../input/parse-time.ts'
import { readConfiguration } from '../input/read-configuration.ts'

/** A side with all that the flags say of it. */
export interface GivenSide extends OpenedSide {
  /** As it was given. */
  readonly place: string
  readonly joined: JoinedChecksums | undefined
}

export interface GivenSides {
  readonly left: GivenSide
  readonly right: GivenSide
}

/** Opens both sides of `compare LEFT RIGHT`: manifests and configurations are read, and no data yet. */
export async function openSides(
  call: CommandCall,
  providers: OpenedProviders,
  context: CommandContext,
): Promise<GivenSides> {
  const [left = '', right = ''] = call.arguments
  // What is wrong with either is said before anything is asked.
  for (const text of [left, right]) requireReportPlace(text)
  const flags = {
    left: await flagsOf('left', call, context),
    right: await flagsOf('right', call, context),
  }
  const open = async (side: 'left' | 'right', text: string): Promise<GivenSide> => {
    const { at, configuration, checksums } = flags[side]
    const opened = await openSide(text, { side, at, configuration }, providers, context)
    const joined =
      checksums === undefined
        ? undefined
        : await joinedChecksums(checksums, opened.source.bucket, context)
    const compared: ComparedReport =
      joined === undefined ? opened.compared : { ...opened.compared, checksums: joined.report }
    return { ...opened, place: text, compared, joined }
  }
  return { left: await open('left', left), right: await open('right', right) }
}

async function flagsOf(side: 'left' | 'right', call: CommandCall, context: CommandContext) {
  const file = valueOf(call, `${side}-config`)
  return {
    at: timeFlag(call, `${side}-at`),
    configuration: file === undefined ? undefined : await readConfiguration(file, context),
    checksums: valueOf(call, `checksums-${side}`),
  }
}
