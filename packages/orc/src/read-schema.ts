import { limits } from './limits.ts'
import { OrcError } from './orc-error.ts'
import { isSupported, typeNames } from './orc-type.ts'
import type { OrcField, OrcTypeName } from './orc-type.ts'
import type { MessageReader } from './protobuf.ts'

/** One node of the tree of types, as the footer lists it. */
export interface TypeNode {
  readonly name: OrcTypeName
  readonly subtypes: readonly number[]
  readonly fieldNames: readonly string[]
  readonly maximumLength: number | undefined
}

export function readTypeNode(message: MessageReader): TypeNode {
  let name: OrcTypeName = 'boolean'
  let maximumLength: number | undefined
  const subtypes: number[] = []
  const fieldNames: string[] = []
  while (message.next()) {
    switch (message.field) {
      case 1:
        name = typeNames[message.number()] ?? 'unknown'
        break
      case 2:
        message.numbers(subtypes, limits.columns)
        break
      case 3:
        if (fieldNames.length === limits.columns) throw message.corrupt('a type of too many fields')
        fieldNames.push(message.text())
        break
      case 4:
        maximumLength = message.number()
        break
      default:
    }
  }
  return { name, subtypes, fieldNames, maximumLength }
}

/** The columns of a file: the fields of the struct that every row is. */
export function fieldsOf(types: readonly TypeNode[], offset: number): readonly OrcField[] {
  const root = types[0]
  if (root === undefined) throw new OrcError('corrupt', 'the footer lists no types', { offset })
  if (root.name !== 'struct') {
    throw new OrcError('unsupported', `rows that are no struct but a ${root.name}`, { offset })
  }
  if (root.subtypes.length !== root.fieldNames.length) {
    throw new OrcError('corrupt', 'the row has not as many names as columns', { offset })
  }
  const seen = new Set([0])
  return root.subtypes.map((id, index) => {
    const type = types[id]
    const name = root.fieldNames[index]
    if (type === undefined || name === undefined || seen.has(id)) {
      throw new OrcError('corrupt', `the row refers to type ${id}`, { offset })
    }
    seen.add(id)
    return {
      name,
      type: type.name,
      supported: isSupported(type.name),
      maximumLength: type.maximumLength,
      id,
    }
  })
}
