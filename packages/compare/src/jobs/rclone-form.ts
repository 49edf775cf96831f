import { notLatest, notText } from './inexpressible.ts'
import type { JobForm } from './job-form.ts'

/**
 * The list of rclone's `--files-from-raw`: one key a line as it is, relative to the bucket. rclone strips slashes at the ends,
 * cleans paths, and has other names for control characters, so that keys with these cannot be listed.
 */
export const rcloneForm: JobForm = {
  name: 'rclone',
  title: 'rclone --files-from-raw',
  reference:
    'https://rclone.org/filtering/#files-from-raw-read-list-of-source-file-names-without-any-processing',
  refuses: () => undefined,
  expresses(object) {
    const { key } = object
    if (/[\r\n]/.test(key)) return 'has a key with a line break'
    const cleaned = key.split('/').find((part) => part === '' || part === '.' || part === '..')
    if (cleaned !== undefined)
      return `has a key with the part "${cleaned}", which rclone cleans away`
    const character = rewritten.exec(key)?.[0]
    if (character !== undefined) {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      return `has a key with the character U+${code}, which rclone takes for another`
    }
    return notText(object) ?? notLatest(object) ?? true
  },
  async write(objects, files, { source, destination }) {
    const list = await files.create('files-from.txt')
    for await (const batch of objects) {
      await list.write(batch.map(({ key }) => `${key}\n`).join(''))
    }
    await list.close()
    return [
      `rclone copy --files-from-raw files-from.txt --no-traverse SOURCE:${source.bucket} DESTINATION:${destination.bucket}`,
    ]
  },
}

// Control characters are symbols in rclone's names, and symbols control characters: see its lib/encoder. A raw one would be found
// by `--no-traverse` only, and be left out silently without.
// oxlint-disable-next-line no-control-regex -- it is about them
const rewritten = /[\u0000-\u001F\u007F\u201B\u2400-\u241F\u2421]/
