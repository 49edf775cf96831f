import type { AccessDocument } from '@bucket-inventory/core'

import { accessTarget } from './access-target.ts'
import { groupBy } from './access-words.ts'
import { commandsOf } from './commands-of.ts'
import { remark } from './hcl.ts'

/** A script for any POSIX shell that merges as this library does, where the command line of the vendor can. */
export function renderCommands(documents: readonly AccessDocument[]): string {
  if (documents.length === 0) return ''
  const groups = groupBy(documents, (document) =>
    JSON.stringify([placeOf(document), document.subject]),
  )
  const parts = Array.from(groups.values(), (group) => {
    const about = group.flatMap(({ purpose, assumptions }) => [purpose, ...assumptions])
    return [remark(...new Set(about)), ...commandsOf(group)].join('\n')
  })
  return `${[head, ...parts].join('\n\n')}\n`
}

function placeOf(document: AccessDocument): string {
  const target = accessTarget(document)
  return typeof target === 'string' ? document.kind : target.name
}

const head = `#!/bin/sh
# Needs the AWS CLI, version 2, and jq. Run it with the rights of whoever owns the buckets; look at it first.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Reads what is there into $work/there: command, the name of the error if there is nothing, what to begin with then.
look() {
  if ! eval "$1" > "$work/there" 2> "$work/error"; then
    grep -q "$2" "$work/error" || { cat "$work/error" >&2; exit 1; }
    : > "$work/there"
  fi
  case $(cat "$work/there") in '' | None) printf '%s\\n' "$3" > "$work/there" ;; esac
}

# Statements take the place of those with their Sid, and keep the sources that those had; all others stay.
merge_statements() {
  jq --slurpfile ours "$work/ours" '
    def list: if type == "array" then . else [.] end;
    def sources: (.Condition.ArnLike["aws:SourceArn"] // []) | list;
    (.Statement // [] | list) as $there
    | .Statement = ($there | map(select(.Sid as $sid | all($ours[0][]; .Sid != $sid))))
      + ($ours[0] | map(. as $new
        | (reduce ($there[] | select(.Sid == $new.Sid)) as $old ([]; . + ($old | sources))) as $before
        | if sources == [] or $before == [] then .
          else .Condition.ArnLike["aws:SourceArn"] = ($before + sources | unique) end))
  ' "$work/there" > "$work/merged"
}`
