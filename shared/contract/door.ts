import { err, type Result } from '../kernel/result.ts'
import type { CallError } from './errors.ts'
import { events, type EventName } from './events.ts'
import { isCallName, type CallInput } from './index.ts'
import type { Bridge } from './terminal.ts'

/**
 * The door every window's host puts its messages through: name and input come from outside and nothing is known of them.
 * The name is checked here, the input by the terminal, which parses it with the call's own schema.
 */
export async function askTerminal(
  terminal: Bridge,
  name: unknown,
  input: unknown,
): Promise<Result<unknown, CallError>> {
  if (typeof name !== 'string' || !isCallName(name)) return err({ code: 'unknown_call' })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the terminal takes it as unknown and parses it
  return await terminal.call(name, input as CallInput<typeof name>)
}

/** Hears every event of the terminal; the returned function stops listening. */
export function hearTerminal(terminal: Bridge, tell: (event: EventName, data: unknown) => void): () => void {
  const stops = eventNames.map((event) => terminal.on(event, (data) => tell(event, data)))
  return () => {
    for (const stop of stops) stop()
  }
}

function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(events, name)
}

const eventNames: readonly EventName[] = Object.keys(events).filter(isEventName)
