import type { EventData, EventName } from '../contract/events.ts'
import { calls, type CallInput, type CallName, type CallReply } from '../contract/index.ts'
import type { Terminal } from '../contract/terminal.ts'
import { err, ok } from '../kernel/result.ts'

export interface TerminalDouble extends Terminal {
  /** Every call that reached the terminal, in order. */
  readonly asked: readonly { readonly name: string; readonly input: unknown }[]
  readonly tell: <Name extends EventName>(event: Name, data: EventData<Name>) => void
  readonly listeners: () => number
  readonly isClosed: () => boolean
}

/**
 * A terminal for tests of windows' hosts: parses input as the real one does, knows that nobody is signed in, refuses
 * sign-in, and fails on `terminal.syncNow` as a terminal with a bug would.
 */
export function createTerminalDouble(): TerminalDouble {
  const asked: { name: string; input: unknown }[] = []
  const listeners: { readonly [Name in EventName]: Set<(data: EventData<Name>) => void> } = {
    changed: new Set(),
    line: new Set(),
    session: new Set(),
  }
  let closed = false

  const replies: Partial<{ [Name in CallName]: () => CallReply<Name> }> = {
    'session.current': () => ok({ staff: null }),
    'session.signIn': () => err({ code: 'wrong_credentials' }),
    'session.signOut': () => ok({}),
    'terminal.syncNow': () => {
      throw new Error('a bug in the terminal')
    },
  }

  return {
    asked,
    call: async <Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallReply<Name>> => {
      asked.push({ name, input })
      const parsed = calls[name].input.safeParse(input)
      if (!parsed.success) return err({ code: 'invalid_input' })
      const reply = replies[name]
      return reply === undefined ? err({ code: 'not_ready' }) : await Promise.resolve(reply())
    },
    on: (event, listener) => {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
    close: () => {
      closed = true
      return Promise.resolve()
    },
    tell: (event, data) => {
      for (const listener of listeners[event]) listener(data)
    },
    listeners: () => Object.values(listeners).reduce((sum, heard) => sum + heard.size, 0),
    isClosed: () => closed,
  }
}
