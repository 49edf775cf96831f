/** How often a law is tried: seldom while one works, often in the gate, which sets `PROPERTY_RUNS`. */
export const propertyRuns = Number(process.env['PROPERTY_RUNS'] ?? 30)

/** Whether it is the gate, which takes its time. */
export const inGate = process.env['PROPERTY_RUNS'] !== undefined
