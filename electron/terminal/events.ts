import type { EventData, EventName } from '../../shared/contract/events.ts'

/** What the terminal says unasked, to whoever listens. */
export interface Events {
  readonly on: <Name extends EventName>(event: Name, listener: (data: EventData<Name>) => void) => () => void
  readonly tell: <Name extends EventName>(event: Name, data: EventData<Name>) => void
}

type Listeners = { readonly [Name in EventName]: Set<(data: EventData<Name>) => void> }

export function createEvents(reportBug: (event: EventName, error: unknown) => void): Events {
  const listeners: Listeners = { changed: new Set(), line: new Set(), session: new Set() }
  return {
    on: (event, listener) => {
      const heard = listeners[event]
      heard.add(listener)
      return () => void heard.delete(listener)
    },
    tell: (event, data) => {
      for (const listener of listeners[event]) {
        try {
          listener(data)
        } catch (error) {
          // one window's trouble is neither the others' nor the command's
          reportBug(event, error)
        }
      }
    },
  }
}
