import {
  DUPLICATE,
  FACTS,
  LEFT_ATTRIBUTES,
  LEFT_RECORD,
  LEFT_SIZE,
  LEFT_TIME,
  ORDER,
  PREFIX,
  RIGHT_ATTRIBUTES,
  RIGHT_RECORD,
  RIGHT_SIZE,
  RIGHT_TIME,
  SIDES,
} from './layout'
import { ATTRIBUTE, PREFIX_NUMBER, ROW, SIZE, TIME } from './record'

// As of src/match-batch.ts.
const LEFT_SIDE: u8 = 1
const RIGHT_SIDE: u8 = 2
/** What only the left side has stands behind all that the right side has. */
const BEHIND_RIGHT: f64 = 281_474_976_710_656

export function putPair(row: u32, left: usize, right: usize, facts: u32, duplicate: bool): void {
  putLeft(row, left)
  putRight(row, right)
  finish(row, LEFT_SIDE | RIGHT_SIDE, facts, duplicate)
  store<f64>(ORDER + ((<usize>row) << 3), <f64>load<u32>(right, ROW))
}

export function putExtra(row: u32, right: usize, duplicate: bool): void {
  putNone(row, LEFT_SIZE, LEFT_TIME, LEFT_ATTRIBUTES, LEFT_RECORD)
  putRight(row, right)
  finish(row, RIGHT_SIDE, 0, duplicate)
  store<f64>(ORDER + ((<usize>row) << 3), <f64>load<u32>(right, ROW))
  store<u32>(PREFIX + ((<usize>row) << 2), load<u16>(right, PREFIX_NUMBER))
}

export function putMissing(row: u32, left: usize, duplicate: bool): void {
  putLeft(row, left)
  putNone(row, RIGHT_SIZE, RIGHT_TIME, RIGHT_ATTRIBUTES, RIGHT_RECORD)
  finish(row, LEFT_SIDE, 0, duplicate)
  store<f64>(ORDER + ((<usize>row) << 3), BEHIND_RIGHT + <f64>load<u32>(left, ROW))
}

function putLeft(row: u32, left: usize): void {
  const word = (<usize>row) << 2
  store<f64>(LEFT_SIZE + (word << 1), load<f64>(left, SIZE))
  store<f64>(LEFT_TIME + (word << 1), load<f64>(left, TIME))
  store<u32>(LEFT_ATTRIBUTES + word, load<u32>(left, ATTRIBUTE))
  store<u32>(LEFT_RECORD + word, <u32>left)
  // Both sides have the same key.
  store<u32>(PREFIX + word, load<u16>(left, PREFIX_NUMBER))
}

function putRight(row: u32, right: usize): void {
  const word = (<usize>row) << 2
  store<f64>(RIGHT_SIZE + (word << 1), load<f64>(right, SIZE))
  store<f64>(RIGHT_TIME + (word << 1), load<f64>(right, TIME))
  store<u32>(RIGHT_ATTRIBUTES + word, load<u32>(right, ATTRIBUTE))
  store<u32>(RIGHT_RECORD + word, <u32>right)
}

function putNone(row: u32, size: usize, time: usize, attributes: usize, record: usize): void {
  const word = (<usize>row) << 2
  store<f64>(size + (word << 1), NaN)
  store<f64>(time + (word << 1), NaN)
  store<u32>(attributes + word, 0)
  store<u32>(record + word, 0)
}

function finish(row: u32, sides: u8, facts: u32, duplicate: bool): void {
  store<u8>(SIDES + row, sides)
  store<u16>(FACTS + ((<usize>row) << 1), <u16>facts)
  store<u8>(DUPLICATE + row, duplicate ? 1 : 0)
}
