import { InventoryError } from '@bucket-inventory/core'
import type { DuckDBPreparedStatement } from '@duckdb/node-api'

import type { QueryParameter, QueryParameters } from '../report-query.ts'

/** Binds a value to each parameter. Throws `invalid-input` for one too many, and one too few. */
export function bindParameters(
  prepared: DuckDBPreparedStatement,
  parameters: QueryParameters,
): void {
  const values = new Map<string, QueryParameter>(
    isList(parameters)
      ? parameters.map((value, index) => [String(index + 1), value])
      : Object.entries(parameters),
  )
  const names = Array.from({ length: prepared.parameterCount }, (_, index) =>
    prepared.parameterName(index + 1),
  )
  const unknown = [...values.keys()].filter((name) => !names.includes(name))
  const absent = names.filter((name) => !values.has(name))
  if (unknown.length > 0 || absent.length > 0) {
    const wrong = [
      ...absent.map((name) => `$${name} has no value`),
      ...unknown.map((name) => `there is no $${name}`),
    ]
    throw new InventoryError('invalid-input', `parameters of the SQL: ${wrong.join(', ')}`)
  }
  for (const [index, name] of names.entries()) {
    bindParameter(prepared, index + 1, values.get(name) ?? null)
  }
}

function bindParameter(
  prepared: DuckDBPreparedStatement,
  index: number,
  value: QueryParameter,
): void {
  if (value === null) prepared.bindNull(index)
  else if (typeof value === 'boolean') prepared.bindBoolean(index, value)
  else if (typeof value === 'string') prepared.bindVarchar(index, value)
  else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    prepared.bindDouble(index, value)
  } else if (BigInt.asIntN(64, BigInt(value)) === BigInt(value)) {
    prepared.bindBigInt(index, BigInt(value))
  } else if (typeof value === 'bigint' && BigInt.asIntN(128, value) === value) {
    prepared.bindHugeInt(index, value)
  } else {
    throw new InventoryError('invalid-input', `${value} is beyond what SQL counts with`)
  }
}

function isList(parameters: QueryParameters): parameters is readonly QueryParameter[] {
  return Array.isArray(parameters)
}
