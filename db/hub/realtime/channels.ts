import type { Broadcast } from './broadcast.ts'

/** Somebody who joined a topic, and the way to reach them. */
export interface Subscriber {
  readonly socketId: string
  /** Whether their own broadcasts come back to them. */
  readonly wantsOwn: boolean
  deliver(broadcast: Broadcast): void
}

/** Who has joined which channel at this hub. */
export interface Channels {
  readonly join: (channel: ChannelName, subscriber: Subscriber) => void
  readonly leave: (channel: ChannelName, subscriber: Subscriber) => void
  readonly deliver: (broadcast: Broadcast) => void
}

export interface ChannelName {
  readonly topic: string
  readonly isPrivate: boolean
}

export function createChannels(): Channels {
  const subscribers = new Map<string, Set<Subscriber>>()
  return {
    join(channel, subscriber) {
      const key = keyOf(channel)
      const there = subscribers.get(key)
      if (there === undefined) subscribers.set(key, new Set([subscriber]))
      else there.add(subscriber)
    },
    leave(channel, subscriber) {
      const key = keyOf(channel)
      const there = subscribers.get(key)
      there?.delete(subscriber)
      if (there?.size === 0) subscribers.delete(key)
    },
    deliver(broadcast) {
      for (const subscriber of subscribers.get(keyOf(broadcast)) ?? []) {
        if (subscriber.socketId !== broadcast.senderId || subscriber.wantsOwn) subscriber.deliver(broadcast)
      }
    },
  }
}

function keyOf(channel: ChannelName): string {
  return `${channel.isPrivate ? 'private' : 'public'}:${channel.topic}`
}
