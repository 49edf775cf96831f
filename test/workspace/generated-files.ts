import { readFileSync } from 'node:fs'

import { ossCapabilities } from '@bucket-inventory/alibaba-oss'
import { s3Capabilities } from '@bucket-inventory/aws-s3'
import {
  declarationJsonSchema,
  inventoryConfigurationJsonSchema,
  ossVocabulary,
  s3Vocabulary,
} from '@bucket-inventory/core'

import { capabilityTables } from './capability-tables.ts'
import { checksTable } from './check-tables.ts'
import { demoOutput } from './demo-output.ts'
import { adviceTable, evidenceRulesTable } from './evidence-tables.ts'
import { root } from './packages.ts'
import { verdictTable } from './verdict-table.ts'
import { fieldTable, storageClassTable, vocabularyTables } from './vocabulary-tables.ts'

/** Every file that is generated, whole or between markers, as it should be; paths from the top of the workspace. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const demo = await demoOutput()
  return new Map([
    [
      'packages/core/schema/inventory-configuration.schema.json',
      json(inventoryConfigurationJsonSchema()),
    ],
    ['packages/core/schema/declaration.schema.json', json(declarationJsonSchema())],
    sections('README.md', {
      'demo 1': part(demo, '1'),
      'demo 2': part(demo, '2'),
      'demo 3': part(demo, '3'),
      'demo 4': part(demo, '4'),
      'demo 5': part(demo, '5'),
      'demo 6': part(demo, '6'),
      'demo 7': part(demo, '7'),
    }),
    sections('docs/access-and-health.md', { checks: checksTable() }),
    sections('docs/compare.md', { evidence: evidenceRulesTable(), advice: adviceTable() }),
    sections('docs/translation.md', { verdicts: verdictTable() }),
    sections('docs/model.md', { fields: fieldTable(), 'storage-classes': storageClassTable() }),
    sections('docs/providers/aws-s3.md', {
      capabilities: capabilityTables(s3Capabilities),
      vocabulary: vocabularyTables(s3Vocabulary),
    }),
    sections('docs/providers/alibaba-oss.md', {
      capabilities: capabilityTables(ossCapabilities),
      vocabulary: vocabularyTables(ossVocabulary),
    }),
  ])
}

function part(demo: ReadonlyMap<string, string>, number: string): string {
  const text = demo.get(number)
  if (text === undefined) throw new Error(`the demo has no part ${number}`)
  return text
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** The file with new text between `<!-- generated: NAME -->` and the next `<!-- end -->`. */
function sections(file: string, contents: Readonly<Record<string, string>>): [string, string] {
  let text = readFileSync(`${root}/${file}`, 'utf8')
  for (const [name, content] of Object.entries(contents)) {
    const start = `<!-- generated: ${name} -->\n`
    const begin = text.indexOf(start)
    const end = text.indexOf('<!-- end -->', begin)
    if (begin < 0 || end < 0) throw new Error(`${file} has no section "${name}"`)
    text = `${text.slice(0, begin + start.length)}\n${content}\n${text.slice(end)}`
  }
  return [file, text]
}
