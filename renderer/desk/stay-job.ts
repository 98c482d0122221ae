/** Tasks about one booking, each with its key and its dialog. */
export const stayJobs = ['assign', 'checkIn', 'checkOut', 'payment', 'charge', 'cancel', 'bill'] as const

export type StayJobName = (typeof stayJobs)[number]

export function isStayJob(name: string): name is StayJobName {
  return stayJobs.some((job) => job === name)
}
