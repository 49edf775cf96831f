import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import * as z from 'zod'

/** The top folder of the workspace. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

const dependencies = z.record(z.string(), z.string()).default({})
const manifestSchema = z.object({
  name: z.string(),
  dependencies,
  devDependencies: dependencies,
  peerDependencies: dependencies,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })).default({}),
})

/** A package of the workspace: its folder below `packages`, its manifest and the text of its sources by path. */
export interface WorkspacePackage {
  readonly folder: string
  readonly manifest: z.infer<typeof manifestSchema>
  readonly sources: ReadonlyMap<string, string>
}

/** Every package below `packages`. */
export function workspacePackages(): WorkspacePackage[] {
  return readdirSync(`${root}/packages`).map((folder) => {
    const source = `${root}/packages/${folder}/src`
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    return {
      folder,
      manifest: manifestSchema.parse(
        JSON.parse(readFileSync(`${root}/packages/${folder}/package.json`, 'utf8')),
      ),
      sources: new Map(
        files
          .filter((file) => file.endsWith('.ts'))
          .map((file) => [file, readFileSync(`${source}/${file}`, 'utf8')]),
      ),
    }
  })
}
