export const queueNames = ['arrivals', 'departures', 'inHouse', 'unassigned', 'deposits'] as const

/** The work queues of Today. */
export type QueueName = (typeof queueNames)[number]

export function isQueueName(text: unknown): text is QueueName {
  return queueNames.some((name) => name === text)
}
