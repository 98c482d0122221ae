import { REALTIME_SUBSCRIBE_STATES, type RealtimeChannel } from '@supabase/supabase-js'
import type { Client } from './client.ts'
import type { PokeListener } from './remote.ts'

export interface PokeChannel {
  readonly send: () => void
  readonly close: () => void
}

const reopenMs = 10_000

/**
 * The channel on which terminals tell each other that something changed. It carries nothing but that, so it is public
 * and joined with the project's key, which no token's expiry ends. The client joins again by itself after an outage.
 */
export function openPokeChannel(client: Client, listener: PokeListener): PokeChannel {
  let channel: RealtimeChannel | null = null
  let joined = false
  let closed = false
  let reopening: NodeJS.Timeout | undefined

  function open(): void {
    const opened = client.channel('front-desk', { config: { broadcast: { self: false } } })
    channel = opened
    opened
      .on('broadcast', { event: 'poke' }, () => listener.onPoke())
      .subscribe((status) => {
        joined = status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED
        if (closed || channel !== opened) return
        if (joined) listener.onJoined()
        // the server ended it for good: the client would not join again
        else if (status === REALTIME_SUBSCRIBE_STATES.CLOSED) reopening = setTimeout(open, reopenMs)
      })
  }

  open()
  return {
    send: () => {
      if (joined) void channel?.send({ type: 'broadcast', event: 'poke', payload: {} })
    },
    close: () => {
      closed = true
      joined = false
      clearTimeout(reopening)
      if (channel !== null) void client.removeChannel(channel)
      void client.realtime.disconnect()
    },
  }
}
