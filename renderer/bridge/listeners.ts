import type { EventData, EventName } from '../../shared/contract/events.ts'

type Listener<Name extends EventName> = (data: EventData<Name>) => void

/** Who listens to what in this window. */
export function createListeners() {
  const byEvent: { readonly [Name in EventName]: Set<Listener<Name>> } = {
    changed: new Set(),
    line: new Set(),
    session: new Set(),
  }
  const connection = new Set<(connected: boolean) => void>()

  return {
    on: <Name extends EventName>(event: Name, listener: Listener<Name>): (() => void) => {
      const listening: Set<Listener<Name>> = byEvent[event]
      listening.add(listener)
      return () => listening.delete(listener)
    },
    tell: <Name extends EventName>(event: Name, data: EventData<Name>): void => {
      const listening: Set<Listener<Name>> = byEvent[event]
      for (const listener of listening) listener(data)
    },
    onConnection: (listener: (connected: boolean) => void): (() => void) => {
      connection.add(listener)
      return () => connection.delete(listener)
    },
    tellConnection: (connected: boolean): void => {
      for (const listener of connection) listener(connected)
    },
  }
}
