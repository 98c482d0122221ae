import type { Redis } from 'ioredis'

import type { Broadcast } from './realtime/broadcast.ts'
import { broadcastFromText, broadcastToText } from './realtime/broadcast.ts'
import { messageOf } from './log.ts'
import type { Log } from './log.ts'

/** Brings a client's broadcast to every hub of the project, this one among them. */
export interface Bus {
  readonly publish: (broadcast: Broadcast) => void
  readonly close: () => Promise<void>
}

type Deliver = (broadcast: Broadcast) => void

/** One hub alone: what is published is delivered at once. */
export function createMemoryBus(deliver: Deliver): Bus {
  return { publish: deliver, close: async () => {} }
}

const channel = 'front-desk:broadcast'

/**
 * Several hubs: all hear it from Redis, the sender too, so that all have one order. While Redis is away each hub still
 * serves its own clients.
 */
export async function createRedisBus(redis: Redis, deliver: Deliver, log: Log): Promise<Bus> {
  const subscriber = redis.duplicate()
  subscriber.on('error', (error) => log(`hub: redis subscriber failed reason=${error.message}`))
  subscriber.on('message', (_channel, text) => {
    const broadcast = broadcastFromText(text)
    if (broadcast !== null) deliver(broadcast)
  })
  await subscriber.subscribe(channel)
  return {
    publish(broadcast) {
      redis.publish(channel, broadcastToText(broadcast)).catch((error: unknown) => {
        log(`hub: broadcast kept to this hub reason=${messageOf(error)}`)
        deliver(broadcast)
      })
    },
    async close() {
      subscriber.disconnect()
    },
  }
}
