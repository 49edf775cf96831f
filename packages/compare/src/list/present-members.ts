import * as z from 'zod'

/** A schema for each member that an object may have. */
export type MemberSchemas<Value> = {
  readonly [Name in keyof Value]-?: z.ZodType<Exclude<Value[Name], undefined>>
}

/**
 * An object that has no members but these, and the required ones. It comes to the same as `z.strictObject`, in a fraction of
 * the time where most members are absent: only those that are there are looked at.
 */
export function presentMembers<Value extends object>(
  members: MemberSchemas<Value>,
  required: readonly (keyof Value & string)[],
): z.ZodType<Value> {
  const schemas = new Map<string, z.ZodType>(Object.entries(members))
  return z
    .custom<Value>((value) => typeof value === 'object' && value !== null, {
      error: 'expected an object',
    })
    .superRefine((value, context) => {
      for (const name of required) {
        if (name in value) continue
        context.addIssue({ code: 'custom', path: [name], message: 'is missing' })
      }
      for (const [name, member] of Object.entries(value)) {
        for (const { path, message } of issuesOf(schemas.get(name), member)) {
          context.addIssue({ code: 'custom', path: [name, ...path], message })
        }
      }
    })
}

function issuesOf(
  schema: z.ZodType | undefined,
  member: unknown,
): readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[] {
  if (schema === undefined) return [{ path: [], message: 'is no member that we write' }]
  return schema.safeParse(member).error?.issues ?? []
}
