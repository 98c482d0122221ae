import { z } from 'zod'
import { type Call, desk } from '../call.ts'
import { amountMinor, date, id } from '../fields.ts'
import { stayRow } from './desk.ts'

/** What becomes of somebody who was due in and did not come. */
const noShow = z.object({ bookingId: id, chargeFee: z.boolean() }).strict()

/** The end of the hotel's day. */
export const dayCalls = {
  /** What the end of the day has to do, and what keeps it from being done. */
  'day.status': {
    allowed: desk,
    input: z.object({}).strict(),
    output: z.object({
      businessDate: date,
      nextDate: date,
      /** This terminal may end the day now: it has a line, or it is the one that may without. */
      mayClose: z.boolean(),
      /** Who should have left by now: each has to be checked out or extended. */
      dueOut: z.array(stayRow),
      /** Who was due in and has not come: each is a no-show, or goes on being expected. */
      notArrived: z.array(stayRow),
      /** Those of them that cannot go on being expected: nothing would be left of their stay. */
      mustDecide: z.array(id),
      /** In house, to be moved into another room that day, and not moved yet. */
      movesDue: z.array(stayRow),
      /** Money that waits for somebody to say whose it is. */
      moneyConflicts: z.int(),
      nightsToPost: z.int(),
      nightsToPostMinor: amountMinor,
      /** Commands that the server has not got yet. */
      unsent: z.int(),
    }),
  },
  /** Posts the nights slept up to now of these stays, with their taxes; what is posted already stays as it is. */
  'day.postNights': {
    allowed: desk,
    input: z.object({ requestId: id, businessDate: date, bookingIds: z.array(id).min(1).max(100) }).strict(),
    output: z.object({ posted: z.int() }),
  },
  /**
   * Ends the day: posts every night, settles who did not come, and opens the next day. `businessDate` is the day that is
   * meant. Refused with `day_not_ready`, its data says what is left to be done.
   */
  'day.close': {
    allowed: desk,
    input: z
      .object({
        requestId: id,
        businessDate: date,
        noShows: z.array(noShow).max(500).default([]),
        keepExpected: z.array(id).max(500).default([]),
      })
      .strict(),
    output: z.object({ businessDate: date }),
  },
} as const satisfies Record<string, Call>
