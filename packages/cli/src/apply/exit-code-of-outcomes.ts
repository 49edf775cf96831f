import type { CarriedOut } from './carried-out.ts'

/** 0 where all is done, 1 where anything failed or was skipped, 130 where that is because of an interruption. */
export function exitCodeOfOutcomes({ outcomes, interrupted }: CarriedOut): number {
  const done = outcomes.every(({ outcome }) => outcome === 'done' || outcome === 'unneeded')
  if (interrupted) return 130
  return done ? 0 : 1
}
