/** A field of a struct: its number, and its value; a number is of 32 or 64 bits alike. */
export type ThriftField = readonly [id: number, value: ThriftValue]
export type ThriftValue = number | boolean | Uint8Array | readonly ThriftField[]

/** A struct in Thrift's compact protocol. */
export function thriftStruct(fields: readonly ThriftField[]): Uint8Array {
  let before = 0
  const parts = fields.map(([id, value]) => {
    const [type, bytes] = thriftValue(value)
    const head = ((id - before) << 4) | type
    before = id
    return Buffer.concat([Buffer.from([head]), bytes])
  })
  return Buffer.concat([...parts, Buffer.from([0])])
}

function thriftValue(value: ThriftValue): [type: number, bytes: Uint8Array] {
  if (typeof value === 'boolean') return [value ? 1 : 2, Buffer.alloc(0)]
  if (typeof value === 'number') return [5, varint(value < 0 ? -2 * value - 1 : 2 * value)]
  if (value instanceof Uint8Array) return [8, Buffer.concat([varint(value.length), value])]
  return [12, thriftStruct(value)]
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}
