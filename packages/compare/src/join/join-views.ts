import type { JoinInstance } from './join-instance.ts'

/** The columns of staged rows and of batches of matches, as views of the memory. */
export type JoinViews = ReturnType<typeof joinViews>

export function joinViews({ memory, constant }: JoinInstance) {
  const { buffer } = memory
  const rows = constant('ROWS')
  const matches = constant('MATCHES')
  const bytes = (name: string) => new Uint8Array(buffer, constant(name), matches)
  const words = (name: string) => new Uint32Array(buffer, constant(name), matches)
  const numbers = (name: string) => new Float64Array(buffer, constant(name), matches)
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    data: new DataView(buffer),
    sizes: new Float64Array(buffer, constant('SIZES'), rows),
    times: new Float64Array(buffer, constant('TIMES'), rows),
    attributes: new Uint32Array(buffer, constant('ATTRIBUTES'), rows),
    sides: bytes('SIDES'),
    facts: new Uint16Array(buffer, constant('FACTS'), matches),
    order: numbers('ORDER'),
    leftSize: numbers('LEFT_SIZE'),
    rightSize: numbers('RIGHT_SIZE'),
    leftTime: numbers('LEFT_TIME'),
    rightTime: numbers('RIGHT_TIME'),
    prefix: words('PREFIX'),
    leftAttributes: words('LEFT_ATTRIBUTES'),
    rightAttributes: words('RIGHT_ATTRIBUTES'),
    leftRecord: words('LEFT_RECORD'),
    rightRecord: words('RIGHT_RECORD'),
    duplicate: bytes('DUPLICATE'),
  }
}
