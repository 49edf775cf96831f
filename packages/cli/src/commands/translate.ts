import { acceptTranslation, InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { Finding, LossPolicy, Translation } from '@bucket-inventory/core'

import type { RunCommand } from '../command.ts'
import { valueOf } from '../command.ts'
import { allowances } from '../input/allowances.ts'
import { openProviders } from '../input/open-providers.ts'
import { readConfiguration } from '../input/read-configuration.ts'
import { painter } from '../output/colour.ts'
import { renderFindings } from '../output/render-findings.ts'
import { renderResidual } from '../output/render-residual.ts'
import type { TranslateOutput } from '../output/translate-output.ts'
import { writeJson } from '../output/write-json.ts'

/** `translate FILE --to P`: the document on the wire, and what is lost on the way. Sends nothing. */
export const translate: RunCommand = async (call, context) => {
  const [file = ''] = call.arguments
  const to = valueOf(call, 'to')
  const region = valueOf(call, 'region')
  const bucketType = valueOf(call, 'bucket-type')
  const policy = allowances(call.values['allow'])
  const { client, providers } = await openProviders(context)
  const provider = providers.find(({ name }) => name === to)
  if (provider === undefined) throw new InventoryError('invalid-input', `no provider "${to}"`)
  const configuration = await readConfiguration(file, context)
  const translation = client.translate(configuration, {
    provider: provider.name,
    ...(region === undefined ? {} : { region }),
    ...(bucketType === undefined ? {} : { bucketType }),
  })
  const { findings, residual } = translation
  const say = (some: readonly Finding[]) =>
    context.messages.write(renderFindings(some, painter(context.colour)))
  const native = accepted(translation, policy, say)
  say(findings)
  const document = provider.document(native)
  if (residual !== undefined) context.messages.write(renderResidual(residual))
  if (call.switches.includes('json')) {
    writeJson(context.output, {
      provider: provider.name,
      native,
      document,
      findings,
      ...(residual === undefined ? {} : { residual }),
    } satisfies TranslateOutput)
  } else {
    context.output.write(`${document}\n`)
  }
  return 0
}

/** What the error does not say, because it does not forbid the translation, is said before it. */
function accepted(
  translation: Translation,
  policy: LossPolicy,
  say: (findings: readonly Finding[]) => void,
): unknown {
  try {
    return acceptTranslation(translation, policy)
  } catch (error) {
    const forbidding = isInventoryError(error) ? error.findings : []
    say(translation.findings.filter((finding) => !forbidding.includes(finding)))
    throw error
  }
}
