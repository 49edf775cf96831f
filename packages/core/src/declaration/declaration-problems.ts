import { nearestWord } from '../configuration/nearest-word.ts'
import { isInventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { isConnectionName, parseLocation } from '../provider/place.ts'
import { templatePaths } from './fill-configuration.ts'
import { matchesPattern } from './matches-pattern.ts'
import { isTemplate, templateMistakes } from './template.ts'

/**
 * What is wrong with the meaning of a declaration, as far as its own text tells: places that do not parse, connections that
 * are not there, ids that it does not manage. It runs also where the shape is wrong, so that everything is said at once: it
 * may meet anything, and says nothing about what is not of its type.
 */
export function declarationProblems(written: unknown): Problem[] {
  const connections = Object.keys(objectAt(written, 'connections'))
  const managed = memberOf(memberOf(written, 'manage'), 'ids')
  const places = listAt(memberOf(written, 'manage'), 'at').flatMap((place, index) =>
    locationProblems(place, `manage.at[${index}]`, connections),
  )
  const inventories = listAt(written, 'inventories').flatMap((inventory, index) => {
    const path = `inventories[${index}]`
    return [
      ...idProblems(memberOf(inventory, 'configuration'), `${path}.configuration`, managed),
      ...templateProblems(memberOf(inventory, 'configuration'), `${path}.configuration`),
      ...listAt(inventory, 'at').flatMap((place, at) =>
        placeProblems(place, `${path}.at[${at}]`, connections, managed),
      ),
    ]
  })
  return [...connections.flatMap(nameProblems), ...places, ...inventories]
}

function placeProblems(
  place: unknown,
  path: string,
  connections: readonly string[],
  managed: unknown,
): Problem[] {
  const select = memberOf(place, 'select')
  const connection = memberOf(select, 'connection')
  return [
    ...idProblems(place, path, managed),
    ...templateProblems(place, path),
    ...locationProblems(memberOf(place, 'location'), `${path}.location`, connections),
    ...selectedProblems(connection, `${path}.select.connection`, connections),
    ...tagProblems(objectAt(select, 'tags'), `${path}.select.tags`),
  ]
}

/** It becomes part of the places of a plan, also where only a selector names it. */
function nameProblems(connection: string): Problem[] {
  if (isConnectionName(connection)) return []
  const message = `"${connection}" is no name of a connection; begin with a letter or digit, and go on with those, ".", "_" or "-"`
  return [{ path: `connections.${connection}`, message }]
}

/** The schema drops it without a word: fewer tags select more buckets. */
function tagProblems(tags: object, path: string): Problem[] {
  if (!Object.hasOwn(tags, '__proto__')) return []
  return [{ path: `${path}.__proto__`, message: '"__proto__" cannot be a tag here' }]
}

function locationProblems(
  location: unknown,
  path: string,
  connections: readonly string[],
): Problem[] {
  if (typeof location !== 'string' || location === '') return []
  try {
    return connectionProblems(parseLocation(location).connection, path, connections)
  } catch (error) {
    if (!isInventoryError(error)) throw error
    return [{ path, message: error.message }]
  }
}

/** A pattern over connections, or the name of one. */
function selectedProblems(
  connection: unknown,
  path: string,
  connections: readonly string[],
): Problem[] {
  if (typeof connection !== 'string' || !connection.includes('*')) {
    return connectionProblems(connection, path, connections)
  }
  if (connections.some((name) => matchesPattern(connection, name))) return []
  const message = `no connection has a name such as "${connection}"; ${listed(connections)}`
  return [{ path, message }]
}

function connectionProblems(
  connection: unknown,
  path: string,
  connections: readonly string[],
): Problem[] {
  if (typeof connection !== 'string' || connection === '' || connections.includes(connection)) {
    return []
  }
  const nearest = nearestWord(connection, connections)
  const advice =
    nearest === undefined
      ? `add it under "connections"; ${listed(connections)}`
      : `did you mean "${nearest}"?`
  return [{ path, message: `no connection is named "${connection}"; ${advice}` }]
}

function listed(connections: readonly string[]): string {
  return `there: ${connections.length === 0 ? 'none' : connections.join(', ')}`
}

/** What is wrong with its templates whatever the bucket. */
function templateProblems(holder: unknown, path: string): Problem[] {
  return templatePaths.flatMap((member) => {
    const text = member.split('.').reduce(memberOf, holder)
    if (typeof text !== 'string') return []
    return templateMistakes(text).map((message) => ({ path: `${path}.${member}`, message }))
  })
}

function idProblems(holder: unknown, path: string, managed: unknown): Problem[] {
  const id = memberOf(holder, 'id')
  // Whether a template fits is said of each bucket.
  if (typeof id !== 'string' || typeof managed !== 'string' || isTemplate(id)) return []
  if (matchesPattern(managed, id)) return []
  return [{ path: `${path}.id`, message: notManaged(`"${id}"`, managed) }]
}

/** What to say of an id that a declaration names and does not manage. */
export function notManaged(what: string, managed: string): string {
  return `${what} is outside what this declaration manages, "${managed}"; name it so that it fits, or change "manage.ids"`
}

function memberOf(subject: unknown, name: string): unknown {
  return typeof subject === 'object' && subject !== null && Object.hasOwn(subject, name)
    ? Reflect.get(subject, name)
    : undefined
}

function objectAt(subject: unknown, name: string): object {
  const member = memberOf(subject, name)
  return typeof member === 'object' && member !== null ? member : {}
}

function listAt(subject: unknown, name: string): readonly unknown[] {
  const member = memberOf(subject, name)
  return Array.isArray(member) ? member : []
}
