import { z } from 'zod'
import { errorCodes, type CallError } from '../../shared/contract/errors.ts'
import { events, type EventData, type EventName } from '../../shared/contract/events.ts'
import { calls, type CallName, type CallOutput, type CallReply } from '../../shared/contract/index.ts'
import type { HostFrame } from '../../shared/contract/terminal.ts'
import { err, ok } from '../../shared/kernel/result.ts'

const eventNames = ['changed', 'line', 'session'] as const satisfies readonly EventName[]

const hostFrame = z.union([
  z.object({ id: z.int(), reply: z.unknown() }),
  z.object({ event: z.enum(eventNames), data: z.unknown() }),
])

const callError = z.object({
  code: z.enum(errorCodes),
  field: z.string().exactOptional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).exactOptional(),
  data: z.record(z.string(), z.unknown()).exactOptional(),
})

const reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: callError }),
])

/** Reads a frame of the host; throws when it is none, for then host and window are not of one build. */
export function parseHostFrame(data: unknown): HostFrame {
  return hostFrame.parse(JSON.parse(String(data)))
}

export function parseReply<Name extends CallName>(name: Name, raw: unknown): CallReply<Name> {
  const parsed = reply.parse(raw)
  if (!parsed.ok) return err<CallError>(parsed.error)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the call's own schema
  return ok(calls[name].output.parse(parsed.value) as CallOutput<Name>)
}

export function parseEvent<Name extends EventName>(name: Name, raw: unknown): EventData<Name> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the event's own schema
  return events[name].parse(raw) as EventData<Name>
}
