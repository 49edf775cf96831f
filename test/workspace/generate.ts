import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { generatedFiles } from './generated-files.ts'
import { root } from './packages.ts'

for (const [file, text] of await generatedFiles()) {
  mkdirSync(dirname(`${root}/${file}`), { recursive: true })
  writeFileSync(`${root}/${file}`, text)
  console.log(file)
}
