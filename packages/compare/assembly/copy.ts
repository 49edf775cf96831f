/** Eight bytes at a time: reads and writes up to seven behind the end. Returns where the copy ends. */
export function put(to: usize, from: usize, length: u32): usize {
  for (let at: usize = 0; at < length; at += 8) store<u64>(to + at, load<u64>(from + at))
  return to + length
}
