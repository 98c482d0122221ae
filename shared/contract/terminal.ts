import type { EventData, EventName } from './events.ts'
import type { CallInput, CallName, CallReply } from './index.ts'

/** The whole front desk without a window. What `openTerminal` gives, and all that any window can reach. */
export interface Terminal {
  /** Asks the terminal for something. Malformed input and refusals come back as values; it rejects only after close. */
  readonly call: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallReply<Name>>
  /** Hears what the terminal says unasked; the returned function stops listening. */
  readonly on: <Name extends EventName>(event: Name, listener: (data: EventData<Name>) => void) => () => void
  readonly close: () => Promise<void>
}

/** What the preload script puts on `window.frontDesk`, and what the browser window's socket client offers. */
export type Bridge = Pick<Terminal, 'call' | 'on'>

/** A frame from a browser window to its host, as JSON text over the `/bridge` WebSocket. */
export interface RequestFrame {
  readonly id: number
  readonly name: string
  readonly input: unknown
}

/** A frame from the host to a browser window: a reply to a request, or an event. */
export type HostFrame =
  | { readonly id: number; readonly reply: unknown }
  | { readonly event: EventName; readonly data: unknown }
