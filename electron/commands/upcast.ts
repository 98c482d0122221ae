import { z } from 'zod'

/** A command's arguments, as the outbox keeps them. */
export type KeptArgs = Readonly<Record<string, unknown>>

/** Makes of a command's arguments what the next version of the command understands. */
export type Upcast = (args: KeptArgs) => KeptArgs

/**
 * By command, the steps from its first version to that of now. A terminal may hold work from before it was updated: it is
 * brought up to date before it is run again. Steps stay for two versions of the program; what is older has long gone up.
 */
export type Upcasts = Readonly<Record<string, readonly Upcast[]>>

const upcasts: Upcasts = {}

/** What a command's arguments say of themselves; those of the first version say nothing. */
export function argsVersion(name: string, known: Upcasts = upcasts): number {
  return 1 + (known[name]?.length ?? 0)
}

export function upcastArgs(name: string, args: unknown, known: Upcasts = upcasts): KeptArgs {
  const { version, ...rest } = versioned.parse(args)
  const steps = (known[name] ?? []).slice(version - 1)
  return steps.reduce<KeptArgs>((now, step) => step(now), rest)
}

const versioned = z.object({ version: z.int().positive().default(1) }).catchall(z.unknown())
