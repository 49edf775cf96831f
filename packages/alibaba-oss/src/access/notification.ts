import { InventoryError } from '@bucket-inventory/core'
import type { AccessDocument } from '@bucket-inventory/core'

import { provider } from '../oss-words.ts'
import { assumptionsOf, reportsPrefix } from './delivery-of.ts'
import type { OssDelivery } from './delivery-of.ts'
import { stableName } from './stable-name.ts'

/** A rule as it stands in its document. */
export interface EventRule {
  readonly rule: string
  readonly type: string
  readonly receiver: string
  readonly prefix: string
}

/** Where a rule sends its messages. */
interface Receiver {
  readonly type: 'topic' | 'queue'
  readonly name: string
  readonly isGuess: boolean
}

/**
 * The rule of SMQ that announces a complete report, which on OSS is its `manifest.json`: one for each inventory, as a rule can
 * be made and deleted, not changed. https://www.alibabacloud.com/help/en/mns/developer-reference/api-mns-open-2022-01-19-createeventrule
 */
export function notificationDocument(delivery: OssDelivery, notify: string): AccessDocument {
  const { source, id, destination } = delivery
  const receiver = receiverOf(notify)
  const prefix = `${destination}/${reportsPrefix(delivery)}`
  return {
    provider,
    kind: 'notification',
    subject: destination,
    purpose: `Announces every complete report of inventory "${id}" of bucket "${source}" to the ${receiver.type} "${receiver.name}", incremental ones too.`,
    content: {
      ProductName: 'oss',
      RuleName: `bucket-inventory-${stableName(prefix)}`,
      EventTypes: ['ObjectCreated:*'],
      MatchRules: [[{ MatchState: true, Prefix: prefix, Suffix: 'manifest.json' }]],
      Endpoint: { EndpointType: receiver.type, EndpointValue: receiver.name },
    },
    assumptions: [
      ...assumptionsOf(delivery),
      ...(receiver.isGuess
        ? [`"${notify}" is taken for a topic; write "queue/${receiver.name}" for a queue.`]
        : []),
    ],
    reference:
      'https://www.alibabacloud.com/help/en/mns/developer-reference/api-mns-open-2022-01-19-createeventrule',
  }
}

/** `queue/NAME`, `topic/NAME`, an ARN of either, or a name alone. */
function receiverOf(notify: string): Receiver {
  const [, type, name = ''] =
    /^(?:acs:mns:[^:]*:[^:]*:)?\/?(?:(topic|queue)s?\/)?([A-Za-z0-9][A-Za-z0-9_-]{0,254})$/.exec(
      notify,
    ) ?? []
  if (name === '') {
    throw new InventoryError(
      'invalid-input',
      `"${notify}" is no topic or queue of SMQ: write "topic/NAME" or "queue/NAME"`,
    )
  }
  return { type: type === 'queue' ? 'queue' : 'topic', name, isGuess: type === undefined }
}

/** What a document of ours says, for those who write it in other words. */
export function eventRuleOf({ subject, content }: AccessDocument): EventRule {
  const { RuleName, Endpoint, MatchRules } = content
  const prefix = textAt(valueAt(valueAt(MatchRules, '0'), '0'), 'Prefix')
  const rule = typeof RuleName === 'string' ? RuleName : undefined
  const type = textAt(Endpoint, 'EndpointType')
  const receiver = textAt(Endpoint, 'EndpointValue')
  if (prefix === undefined || rule === undefined || type === undefined || receiver === undefined) {
    throw new InventoryError('invalid-input', `the notification of "${subject}" is none of OSS`)
  }
  return { rule, type, receiver, prefix }
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
